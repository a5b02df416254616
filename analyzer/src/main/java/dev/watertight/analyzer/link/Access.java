package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A place at which the program reaches a database.
 *
 * @param road how, for people: {@code jOOQ}, {@code JdbcTemplate}, {@code Spring Data}
 * @param path the file
 * @param type the type around it, as far as there is one
 * @param member the method or field around it, as a signature; part of fingerprints
 * @param method the declared method around it
 * @param at where findings about it stand
 * @param tables the relations it names
 * @param unknown what could not be determined about it; empty if all was
 * @param covers what a global filter of the mapper can do for it
 * @param settings the session settings that it changes
 * @param text the statement as far as it is known, for fingerprints
 * @param wording the statement as a text that can be read, where there is one
 */
public record Access(
    String road,
    String path,
    Optional<TypeDecl> type,
    String member,
    Optional<MethodDecl> method,
    Span at,
    List<TableUse> tables,
    List<Unknown> unknown,
    Through covers,
    List<dev.watertight.analyzer.sql.SettingChange> settings,
    String text,
    Optional<Wording> wording) {

  /** By place, then road and text. */
  public static final Comparator<Access> ORDER =
      Comparator.comparing(Access::path)
          .thenComparing(a -> a.at().line())
          .thenComparing(a -> a.at().column())
          .thenComparing(Access::road)
          .thenComparing(Access::text);

  /** What a statement goes through, as far as global filters of mappers are concerned. */
  public enum Through {
    /** SQL that no mapper sees. */
    NATIVE,
    /** An entity query: HQL, JPQL, Criteria, derived. */
    ENTITY_QUERY,
    /** A load, write or delete of an entity by its id or reference. */
    ENTITY_BY_ID,
    /** A statement of MyBatis. */
    MYBATIS
  }

  /**
   * Something that could not be determined.
   *
   * @param what what it is
   * @param reason for people, to follow "because"
   */
  public record Unknown(What what, String reason) {
    /** Which part of a statement is not known. */
    public enum What {
      /** The whole text. */
      TEXT,
      /** A table. */
      TABLE,
      /** A part that may hold conditions, joins or subqueries. */
      FRAGMENT,
      /** The text is known, the SQL parser cannot read it. */
      SYNTAX,
      /** A part that was taken for paging or order, by its name. */
      PAGING
    }
  }

  /** The qualified name of the type around it, or what stands for one, such as a namespace. */
  public String owner() {
    int hash = member.indexOf('#');
    return hash < 0 ? member : member.substring(0, hash);
  }

  /** The same, put together from parts; it can also have these texts. */
  public Access puttingTogether(List<String> more) {
    if (wording.isEmpty()) {
      return this;
    }
    java.util.Set<String> all = new java.util.LinkedHashSet<>(wording.get().variants());
    all.addAll(more);
    return new Access(
        road,
        path,
        type,
        member,
        method,
        at,
        tables,
        unknown,
        covers,
        settings,
        text,
        Optional.of(new Wording(List.copyOf(all), wording.get().dialect(), false)));
  }

  /** The same with one more thing that is not known. */
  public Access withUnknown(Unknown more) {
    return new Access(
        road,
        path,
        type,
        member,
        method,
        at,
        tables,
        java.util.stream.Stream.concat(unknown.stream(), java.util.stream.Stream.of(more)).toList(),
        covers,
        settings,
        text,
        wording);
  }

  public Access {
    tables = List.copyOf(tables);
    unknown = List.copyOf(unknown);
    settings = List.copyOf(settings);
  }
}
