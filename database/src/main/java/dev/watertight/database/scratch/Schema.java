package dev.watertight.database.scratch;

import java.util.List;

/**
 * A schema that migrations made.
 *
 * @param database where it is
 * @param owner the role that the migrations ran as: it owns what they made, unless they say
 *     otherwise
 * @param notes what was done beside the migrations, for people
 */
public record Schema(ScratchDatabase database, String owner, List<String> notes) {
  public Schema {
    notes = List.copyOf(notes);
  }
}
