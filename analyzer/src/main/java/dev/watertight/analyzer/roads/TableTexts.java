package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Access.Unknown;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.sql.SqlReader;
import dev.watertight.analyzer.sql.SqlShape;
import dev.watertight.analyzer.sql.SqlStatement;
import dev.watertight.analyzer.sql.TableRef;

/** Tables that code names by a text: {@code table("public.projects p")}. */
final class TableTexts {
  private TableTexts() {}

  /** The statement touches what the text names, or what is not known. */
  static void touches(Site site, Statement statement, Value name, boolean write) {
    for (String variant : name.textOrHole().variants()) {
      if (variant.chars().anyMatch(c -> c == Texts.HOLE || (c >= '\uE100' && c < '\uE200'))) {
        statement.unknown(
            new Unknown(
                Unknown.What.TABLE, "the table's name in `" + site.name() + "` is not known"));
        continue;
      }
      SqlShape shape = SqlReader.read("select * from " + variant, Dialect.SQL);
      for (SqlStatement each : shape.statements()) {
        for (TableRef table : each.tables()) {
          statement.touches(new TableUse(table.schema(), table.name(), write, site.at()));
        }
      }
    }
  }
}
