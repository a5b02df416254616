package dev.watertight.isolation.library;

import java.util.List;
import org.apache.ibatis.annotations.CacheNamespace;
import org.apache.ibatis.annotations.Select;

/** Results are kept by the statement's text and values, in which there is no tenant. */
@CacheNamespace(readWrite = false)
public interface CachedProjectMapper {
  @Select("select name from projects where organization_id = current_setting('app.tenant')")
  List<String> names();

  @Select(
      "select id, name, budget from projects"
          + " where organization_id = current_setting('app.tenant') and name = #{name}")
  List<ProjectMapper.Project> named(String name);
}
