package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.RewriteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A rewrite rule, whose actions run with the rights of its table's owner. */
@AutoService(AuditRule.class)
public final class RewriteRules implements AuditRule {
  @Override
  public String name() {
    return "rewrite-rule";
  }

  @Override
  public List<String> supersedes() {
    return List.of("rls-off");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (RewriteRule rule : subject.catalog().rewriteRules()) {
      Optional<Relation> table = subject.catalog().relation(rule.table());
      if (table.isEmpty() || table.get().extension()) {
        continue;
      }
      List<Relation> mentioned =
          subject.catalog().relations().stream()
              .filter(r -> rule.relations().contains(r.oid()))
              .toList();
      List<Relation> tenantTables =
          Stream.concat(Stream.of(table.get()), mentioned.stream())
              .flatMap(r -> reached(subject, r).stream())
              .filter(t -> subject.app().isHeldBy(t))
              .distinct()
              .toList();
      if (tenantTables.isEmpty()) {
        continue;
      }
      prove(subject, trial, rule, table.get(), mentioned, tenantTables);
    }
  }

  private static List<Relation> reached(Subject subject, Relation relation) {
    return Family.tenantTable(subject, relation)
        .map(List::of)
        .orElseGet(() -> ViewRead.tenantTables(subject, relation));
  }

  private static void prove(
      Subject subject,
      Trial trial,
      RewriteRule rule,
      Relation table,
      List<Relation> mentioned,
      List<Relation> tenantTables) {
    Firing firing = Firing.of(subject, rule, table);
    Marks marks = Marks.of(subject, tenantTables);
    for (Relation copy : mentioned) {
      if (subject.app().isHeldBy(copy) || !copy.isTable() || !subject.app().has(copy, "SELECT")) {
        continue;
      }
      List<AttackScript> copies = new ArrayList<>();
      firing
          .on(subject.victim())
          .ifPresent(
              change ->
                  copies.add(
                      read(subject, copy, "what B's change left there")
                          .observe(change)
                          .attack(written(copy, marks))
                          .build()));
      for (String change : firing.asApplication()) {
        copies.add(
            read(subject, copy, "what A's own change brought there")
                .attack(change)
                .attack(written(copy, marks))
                .build());
      }
      if (!copies.isEmpty() && trial.prove(candidate(rule, table, copy, "copies"), copies)) {
        return;
      }
    }
    List<AttackScript> harm = new ArrayList<>();
    for (Relation harmed : tenantTables) {
      for (String change : firing.asApplication()) {
        Harm.to(subject, harmed)
            .map(
                h ->
                    h.by(
                        "looks whether B's rows in " + harmed.label() + " change by A's own change",
                        List.of(change)))
            .ifPresent(harm::add);
      }
    }
    if (!harm.isEmpty()) {
      trial.prove(candidate(rule, table, tenantTables.get(0), "changes"), harm);
    }
  }

  private static AttackScript.Builder read(Subject subject, Relation copy, String what) {
    return subject
        .attack("reads in " + copy.label() + " " + what)
        .observe("create temp table before as " + rows(copy))
        .observe("grant select on pg_temp.before to public");
  }

  private static String rows(Relation copy) {
    return "select entry::text as result from " + copy.sql() + " as entry";
  }

  private static String written(Relation copy, Marks marks) {
    return "select result from ("
        + rows(copy)
        + " except select result from pg_temp.before) as written where "
        + marks.in("result");
  }

  private static Candidate candidate(
      RewriteRule rule, Relation table, Relation stake, String verb) {
    return Candidate.of(
        table.label() + "." + rule.name(),
        Optional.of(stake.label()),
        Severity.ERROR,
        "The rule `"
            + rule.name()
            + "` on `"
            + table.label()
            + "` runs its statements as `"
            + table.owner()
            + "`, whom the policies do not hold: it "
            + verb
            + (verb.equals("copies") ? " other tenants' rows into `" : " other tenants' rows of `")
            + stake.label()
            + "`. Drop it: drop rule "
            + Identifier.quoted(rule.name())
            + " on "
            + table.sql()
            + ", and use a trigger with the caller's rights.");
  }
}
