package dev.watertight.database.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a role may really do: by itself, by the roles that it inherits, by ownership, by what is
 * granted to everyone, and by what it can become with {@code SET ROLE}.
 */
public final class Rights {
  private final Catalog catalog;
  private final String role;
  private final Set<String> inherited;
  private final Set<String> reachable;

  private Rights(Catalog catalog, String role, Set<String> inherited, Set<String> reachable) {
    this.catalog = catalog;
    this.role = role;
    this.inherited = inherited;
    this.reachable = reachable;
  }

  /** The rights of the role of this name. */
  public static Rights of(Catalog catalog, String role) {
    return new Rights(
        catalog,
        role,
        closure(catalog, role, Membership::inherits),
        closure(catalog, role, Membership::set));
  }

  private static Set<String> closure(Catalog catalog, String role, Predicate<Membership> by) {
    Set<String> found = new LinkedHashSet<>(Set.of(role));
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      String member = open.pop();
      for (Membership membership : catalog.memberships()) {
        if (membership.member().equals(member)
            && by.test(membership)
            && found.add(membership.role())) {
          open.push(membership.role());
        }
      }
    }
    return found;
  }

  /** The role. */
  public String role() {
    return role;
  }

  /** The role and all whose rights it has without {@code SET ROLE}. */
  public Set<String> inherited() {
    return inherited;
  }

  /** The role and all that it can become with {@code SET ROLE}. */
  public Set<String> reachable() {
    return reachable;
  }

  /** Whether no policy and no missing grant holds the role itself. */
  public boolean isSuperuser() {
    return catalog.role(role).map(Role::superuser).orElse(false);
  }

  /** Whether the role has the rights of the owner. */
  public boolean owns(String owner) {
    return isSuperuser() || inherited.contains(owner);
  }

  /** Whether one of the rights is the role's, by inheritance or as everyone's. */
  public boolean has(List<Grant> grants, String privilege) {
    return isSuperuser()
        || grants.stream()
            .anyMatch(
                g ->
                    g.privilege().equals(privilege)
                        && (g.grantee().equals(Grant.PUBLIC) || inherited.contains(g.grantee())));
  }

  /** Whether the role may use the schema at all. */
  public boolean uses(String schema) {
    Optional<SchemaGrants> found =
        catalog.schemas().stream().filter(s -> s.name().equals(schema)).findFirst();
    return found.map(s -> owns(s.owner()) || has(s.grants(), "USAGE")).orElse(true);
  }

  /**
   * Whether the role has the privilege on the whole relation.
   *
   * @param privilege {@code SELECT}, {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code
   *     TRUNCATE}, {@code REFERENCES}, {@code TRIGGER}
   */
  public boolean has(Relation relation, String privilege) {
    // An owner's rights stand among the grants, for as long as the owner did not revoke them.
    return uses(relation.schema()) && has(relation.grants(), privilege);
  }

  /** Whether the role has the privilege on the column, by the table or by the column alone. */
  public boolean has(Relation relation, Column column, String privilege) {
    return has(relation, privilege) || (uses(relation.schema()) && has(column.grants(), privilege));
  }

  /** Whether the role has the privilege on the relation or on any column of it. */
  public boolean hasAny(Relation relation, String privilege) {
    return has(relation, privilege)
        || relation.columns().stream().anyMatch(c -> has(relation, c, privilege));
  }

  /** Whether the role may call the function. */
  public boolean executes(Function function) {
    return uses(function.schema()) && has(function.grants(), "EXECUTE");
  }

  /** Whether a policy is for this role: it names it, a role that it inherits, or everyone. */
  public boolean isHeldBy(Policy policy) {
    return policy.roles().stream().anyMatch(r -> r.equals(Grant.PUBLIC) || inherited.contains(r));
  }

  /** Whether row-level security of the table holds this role itself. */
  public boolean isHeldBy(Relation table) {
    Optional<Role> self = catalog.role(role);
    if (self.map(Role::bypasses).orElse(false)) {
      return false;
    }
    return table.rls() && (table.forced() || !owns(table.owner()));
  }
}
