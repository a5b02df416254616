package dev.watertight.database.catalog;

import java.util.List;

/** A schema, its owner, and who may use it or create in it. */
public record SchemaGrants(String name, String owner, List<Grant> grants) {
  public SchemaGrants {
    grants = List.copyOf(grants);
  }
}
