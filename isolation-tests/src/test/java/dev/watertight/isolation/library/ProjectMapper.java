package dev.watertight.isolation.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.cursor.Cursor;
import org.jspecify.annotations.Nullable;

/** Annotated statements and those of ProjectMapper.xml; the tenant comes from the connection. */
public interface ProjectMapper {
  /** A project. */
  record Project(UUID id, String name, int budget) {}

  /** A project with its tasks. */
  final class WithTasks {
    private String name = "";
    private List<String> titles = new ArrayList<>();

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public List<String> getTitles() {
      return titles;
    }

    public void setTitles(List<String> titles) {
      this.titles = titles;
    }
  }

  /** What is looked for; what is null is not asked for. */
  final class Filter {
    private @Nullable String name;
    private @Nullable Integer budget;

    public @Nullable String getName() {
      return name;
    }

    public void setName(@Nullable String name) {
      this.name = name;
    }

    public @Nullable Integer getBudget() {
      return budget;
    }

    public void setBudget(@Nullable Integer budget) {
      this.budget = budget;
    }
  }

  @Select("select id, name, budget from projects where organization_id = #{tenant} and id = #{id}")
  Optional<Project> byId(@Param("tenant") String tenant, @Param("id") UUID id);

  @Select("select count(*) from projects where organization_id = #{tenant}")
  long count(@Param("tenant") String tenant);

  @Select("select name, budget from projects where organization_id = #{tenant} order by name")
  List<Map<String, Object>> rows(@Param("tenant") String tenant);

  @Select("select name from projects where organization_id = #{tenant} order by name")
  Cursor<String> cursor(@Param("tenant") String tenant);

  @Insert(
      "insert into projects (id, organization_id, name, budget)"
          + " values (#{project.id}, #{tenant}, #{project.name}, #{project.budget})")
  int insert(@Param("tenant") String tenant, @Param("project") Project project);

  @Update("update projects set name = #{name} where id = #{id} and organization_id = #{tenant}")
  int rename(@Param("tenant") String tenant, @Param("id") UUID id, @Param("name") String name);

  @Delete("delete from projects where organization_id = #{tenant} and id = #{id}")
  int delete(@Param("tenant") String tenant, @Param("id") UUID id);

  List<Project> filtered(@Param("tenant") String tenant, @Param("filter") Filter filter);

  List<Project> withIds(@Param("tenant") String tenant, @Param("ids") List<UUID> ids);

  List<WithTasks> withTasks(@Param("tenant") String tenant);

  int change(@Param("tenant") String tenant, @Param("id") UUID id, @Param("filter") Filter values);

  int addTasks(
      @Param("tenant") String tenant,
      @Param("projectId") UUID projectId,
      @Param("titles") List<String> titles);
}
