package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.List;

/**
 * Views that stand in for tables. A view's own reads are checked as its owner, so they gain
 * nothing; but functions that it calls, and triggers on it, run as whoever uses it.
 *
 * @param place the schema in which they stand
 * @param names the relations that they are called after
 * @param prize the tenant table that whoever runs into one is made to read
 */
record Decoys(Subject subject, String place, List<Relation> names, Relation prize) {
  private static final int MOST = 4;

  Decoys {
    names = List.copyOf(names);
  }

  /** Puts them up, makes the function run, and looks at what it was made to read. */
  AttackScript attack(String use) {
    String schema = Identifier.quoted(place);
    String loot = schema + ".loot";
    String take =
        "insert into "
            + loot
            + " select prize::text from "
            + prize.sql()
            + " as prize where "
            + subject.victims(prize).orElse("false");
    AttackScript.Builder script =
        subject
            .attack(
                "puts views called as the function's tables into "
                    + place
                    + ", which read B's rows for whoever uses them")
            .stoppedBy("P0001", "P0002");
    if (!place.equals("pg_temp")) {
      script.attack("set local search_path = " + schema + ", public");
    }
    script
        .attack("create table " + loot + " (seen text)")
        .attack("grant insert on " + loot + " to public")
        .attack(
            "create function "
                + schema
                + ".take() returns trigger language plpgsql as $$ begin "
                + take
                + "; if tg_op = 'DELETE' then return old; end if; return new; end $$");
    if (!place.equals("pg_temp")) {
      script.attack("grant usage on schema " + schema + " to public");
    }
    int i = 0;
    for (Relation name : names.stream().limit(MOST).toList()) {
      String show = schema + ".show_" + ++i;
      String decoy = schema + "." + Identifier.quoted(name.name());
      script
          .attack(
              "create function "
                  + show
                  + "() returns setof "
                  + name.sql()
                  + " language plpgsql as $$ begin "
                  + take
                  + "; return query select * from "
                  + name.sql()
                  + "; end $$")
          .attack("create view " + decoy + " as select * from " + show + "()")
          .attack(
              "create trigger take instead of insert or update or delete on "
                  + decoy
                  + " for each row execute function "
                  + schema
                  + ".take()")
          .attack("grant select, insert, update, delete on " + decoy + " to public");
    }
    return script.attack(use).attack("select seen from " + loot).build();
  }
}
