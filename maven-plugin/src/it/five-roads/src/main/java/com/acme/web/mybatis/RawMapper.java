package com.acme.web.mybatis;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;

@Mapper
interface RawMapper {
  List<String> names();
}
