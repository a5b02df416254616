package com.acme.data.tenant;

import java.util.List;

interface ProjectMapper {
  List<String> names(String organizationId);
}
