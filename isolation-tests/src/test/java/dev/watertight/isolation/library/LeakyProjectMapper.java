package dev.watertight.isolation.library;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements that go past the tenant, each in its own way. */
public interface LeakyProjectMapper {
  /** What is looked for, and for whom. */
  final class Filter {
    private @Nullable String name;

    /** Forgotten by whoever opened the request. */
    public @Nullable String getTenant() {
      return null;
    }

    public @Nullable String getName() {
      return name;
    }

    public void setName(@Nullable String name) {
      this.name = name;
    }
  }

  @Select("select name from projects where id = #{id}")
  Optional<String> name(UUID id);

  /** Nobody says the tenant in the filter, and then it is not asked for. */
  @Select(
      "<script>select id, name, budget from projects"
          + "<where>"
          + "<if test='tenant != null'>organization_id = #{tenant}</if>"
          + "<if test='name != null'>and name = #{name}</if>"
          + "</where></script>")
  List<ProjectMapper.Project> filtered(Filter filter);

  @Update(
      "<script>update projects set budget = budget + 1 where id in"
          + "<foreach collection='ids' item='id' open='(' separator=',' close=')'>#{id}</foreach>"
          + "</script>")
  int raise(@Param("ids") List<UUID> ids);
}
