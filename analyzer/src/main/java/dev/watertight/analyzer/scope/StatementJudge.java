package dev.watertight.analyzer.scope;

import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.sql.SqlTrees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;

/** Judges the statements of a text. */
final class StatementJudge {
  private final BiFunction<Optional<String>, String, Optional<KnownRelation>> tables;
  private final Options options;

  StatementJudge(
      BiFunction<Optional<String>, String, Optional<KnownRelation>> tables, Options options) {
    this.tables = tables;
    this.options = options;
  }

  /** The judgement; empty where a statement of the text cannot be read closely enough. */
  Optional<Judgement> judge(String text, Dialect dialect) {
    Set<Gap> unscoped = new LinkedHashSet<>();
    Set<Gap> unstamped = new LinkedHashSet<>();
    Set<Gap> assigned = new LinkedHashSet<>();
    for (Optional<Statement> statement : SqlTrees.of(text, dialect)) {
      if (statement.isEmpty()) {
        return Optional.empty();
      }
      if (!isJudged(statement.get())) {
        continue;
      }
      Queries queries = new Queries(tables, options);
      try {
        Queries.Read read = queries.changes().read(statement.get(), new Frame(Optional.empty()));
        if (queries.problem().isPresent()) {
          return Optional.empty();
        }
        read.block().gaps(Facts.NONE, (o, b) -> unscoped.add(gap(o, b)));
        queries.changes().stamps().forEach(s -> stamp(s).ifPresent(unstamped::add));
        queries
            .changes()
            .assigned()
            .forEach(a -> assigned.add(new Gap(a.table(), a.table(), a.column(), false)));
      } catch (ClassCastException | NullPointerException e) {
        // The parser's tree has a form that was not met before.
        return Optional.empty();
      }
    }
    return Optional.of(
        new Judgement(List.copyOf(unscoped), List.copyOf(unstamped), List.copyOf(assigned)));
  }

  private static boolean isJudged(Statement statement) {
    return statement instanceof Select
        || statement instanceof Insert
        || statement instanceof Update
        || statement instanceof Delete
        || statement instanceof Merge
        || statement instanceof Truncate;
  }

  private static Gap gap(Occurrence occurrence, Block block) {
    Optional<String> hint =
        occurrence.tenant().stream().flatMap(n -> n.hint().stream()).findFirst();
    return new Gap(
        occurrence.table(),
        occurrence.alias(),
        block.open()
            ? "a condition that it is given is not known"
            : hint.orElse("nothing says which tenant's rows are meant"),
        block.open());
  }

  private static Optional<Gap> stamp(Inserts.Stamp stamp) {
    if (stamp.missing().isPresent()) {
      return Optional.of(
          new Gap(stamp.table(), stamp.table(), stamp.missing().get(), stamp.block().open()));
    }
    Facts facts = stamp.block().facts(Facts.NONE).closed();
    return facts.fixed().containsAll(stamp.tenant())
        ? Optional.empty()
        : Optional.of(
            new Gap(
                stamp.table(),
                stamp.table(),
                "its tenant comes from rows that may be another tenant's",
                stamp.block().open()));
  }

  static List<Gap> distinct(List<Gap> gaps) {
    List<Gap> result = new ArrayList<>();
    for (Gap gap : gaps) {
      if (result.stream()
          .noneMatch(g -> g.table().equals(gap.table()) && g.alias().equals(gap.alias()))) {
        result.add(gap);
      }
    }
    return result;
  }
}
