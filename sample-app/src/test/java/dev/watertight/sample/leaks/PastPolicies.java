package dev.watertight.sample.leaks;

import static dev.watertight.core.isolation.Cell.BOTH;
import static dev.watertight.sample.leaks.Oracle.CANARY;
import static dev.watertight.sample.leaks.Oracle.COMPLETENESS;
import static dev.watertight.sample.leaks.Oracle.NONINTERFERENCE;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What row-level security does not stop, or what it stops too much of. */
public final class PastPolicies {
  private final Db db;

  PastPolicies(Db db) {
    this.db = db;
  }

  @FoundBy(value = CANARY, in = BOTH, fixed = "viewOfItsOwnerFixed")
  public List<String> securityDefiner(UUID projectId) {
    return db.texts("select name_of_project(?)", projectId);
  }

  @FoundBy(value = CANARY, in = BOTH)
  public List<String> viewOfItsOwner(UUID projectId) {
    return db.texts("select name from project_names where id = ?", projectId);
  }

  public List<String> viewOfItsOwnerFixed(UUID projectId) {
    return db.texts(
        "select name from own_project_names where organization_id = ? and id = ?",
        db.tenant(),
        projectId);
  }

  @FoundBy(value = NONINTERFERENCE, in = BOTH)
  public long sequence(String recipient) {
    return db.number(
        "insert into invoices (organization_id, recipient, number)"
            + " values (?, ?, nextval('invoice_numbers')) returning number",
        db.tenant(),
        recipient);
  }

  public long sequenceFixed(String recipient) {
    return db.number(
        "insert into invoices (organization_id, recipient, number) values (?, ?,"
            + " (select count(*) + 1 from invoices where organization_id = ?)) returning number",
        db.tenant(),
        recipient,
        db.tenant());
  }

  @FoundBy(value = NONINTERFERENCE, in = BOTH)
  public long generatedKey(String recipient) throws SQLException {
    try (PreparedStatement statement =
        db.connection()
            .prepareStatement(
                "insert into invoices (organization_id, recipient, number)"
                    + " values (?, ?, nextval('invoice_numbers'))",
                new String[] {"number"})) {
      statement.setString(1, db.tenant());
      statement.setString(2, recipient);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  public UUID generatedKeyFixed(String recipient) throws SQLException {
    try (PreparedStatement statement =
        db.connection()
            .prepareStatement(
                "insert into invoices (organization_id, number, recipient) values (?, 1, ?)",
                new String[] {"id"})) {
      statement.setString(1, db.tenant());
      statement.setString(2, recipient);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getObject(1, UUID.class);
      }
    }
  }

  @FoundBy(value = NONINTERFERENCE, in = BOTH)
  public void errorOfAUniqueKey(String code) {
    db.update("insert into coupons (organization_id, code) values (?, ?)", db.tenant(), code);
  }

  public void errorOfAUniqueKeyFixed(String code) {
    db.update("insert into vouchers (organization_id, code) values (?, ?)", db.tenant(), code);
  }

  @FoundBy(value = NONINTERFERENCE, in = BOTH)
  public int doNothingOnConflict(String code) {
    return db.update(
        "insert into coupons (organization_id, code) values (?, ?) on conflict do nothing",
        db.tenant(),
        code);
  }

  public int doNothingOnConflictFixed(String code) {
    return db.update(
        "insert into vouchers (organization_id, code) values (?, ?) on conflict do nothing",
        db.tenant(),
        code);
  }

  @FoundBy(value = NONINTERFERENCE, in = BOTH)
  public void foreignKeyToAnybodys(UUID folderId) {
    db.update(
        "insert into bookmarks (organization_id, folder_id) values (?, ?)", db.tenant(), folderId);
  }

  public void foreignKeyToAnybodysFixed(UUID folderId) {
    db.update("insert into pins (organization_id, folder_id) values (?, ?)", db.tenant(), folderId);
  }

  @FoundBy(value = COMPLETENESS, in = BOTH, fixed = "nothingHidden")
  public List<String> policyHidesOnesOwn() {
    return db.texts(
        "select headline from notices where organization_id = ? order by 1", db.tenant());
  }

  @FoundBy(value = COMPLETENESS, in = BOTH, fixed = "nothingHidden")
  public List<String> predicateHidesOnesOwn() {
    return db.texts(
        "select label from folders where organization_id = upper(?) order by 1", db.tenant());
  }

  public List<String> nothingHidden() {
    return db.texts("select label from folders where organization_id = ? order by 1", db.tenant());
  }
}
