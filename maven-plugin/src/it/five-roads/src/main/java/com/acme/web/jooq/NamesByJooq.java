package com.acme.web.jooq;

import static com.acme.jooq.Tables.PROJECTS;

import java.util.List;
import org.jooq.DSLContext;

class NamesByJooq {
  List<String> names(DSLContext dsl) {
    return dsl.selectFrom(PROJECTS).fetch(PROJECTS.NAME);
  }
}
