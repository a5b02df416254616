package dev.watertight.database.catalog;

import java.util.List;

/** A large object, its owner and its grants. */
public record LargeObject(long oid, String owner, List<Grant> grants) {
  public LargeObject {
    grants = List.copyOf(grants);
  }
}
