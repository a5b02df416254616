package dev.watertight.isolation.library;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.MapKey;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements that take the tenant from the connection. */
public interface ReportMapper {
  String OWN = " organization_id = current_setting('app.tenant') ";

  @Select("select name from projects where" + OWN + "and id = #{id}")
  Optional<String> name(UUID id);

  @Select("select id, name, budget from projects where" + OWN + "and name = #{name}")
  List<ProjectMapper.Project> named(@Param("name") String name);

  @MapKey("name")
  @Select("select name, budget from projects where" + OWN + "order by name")
  Map<String, Map<String, Object>> byName();

  @Select(
      "<script>select count(*) from tasks where"
          + OWN
          + "<if test='titles != null and titles.size() > 0'>and title in"
          + "<foreach collection='titles' item='t' open='(' separator=',' close=')'>#{t}</foreach>"
          + "</if></script>")
  int countTasks(@Param("titles") List<String> titles);
}
