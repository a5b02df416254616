package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** MyBatis-Plus's plugin that adds the tenant to statements, as a program installs it. */
final class TenantLine {
  private static final String HANDLER =
      "com.baomidou.mybatisplus.extension.plugins.handler.TenantLineHandler";
  private static final Pattern READ = Pattern.compile("(?is)\\s*(?:with|select)\\b.*");
  private static final Pattern REWRITTEN =
      Pattern.compile("(?is)\\s*\\(?\\s*(?:with|select|insert|update|delete)\\b.*");

  private final Optional<TypeDecl> installed;
  private final List<IgnoredTables> handlers = new ArrayList<>();

  TenantLine(Program program, BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    Optional<TypeDecl> where = Optional.empty();
    for (TypeDecl type : program.types()) {
      for (MethodFact method : type.fact().methods()) {
        if (method.body().isEmpty()) {
          continue;
        }
        boolean[] found = {false};
        Parts.expressions(
            method.body().get(),
            e -> {
              if (e instanceof Expr.New made) {
                found[0] |= made.type().name().endsWith("TenantLineInnerInterceptor");
                made.body()
                    .filter(b -> made.type().name().endsWith("TenantLineHandler"))
                    .ifPresent(b -> handles(program, type, b, attributes));
              }
            });
        if (found[0]) {
          where = Optional.of(type);
        }
      }
      if (program.is(JType.of(type.name()), HANDLER)) {
        handles(program, type, type.fact(), attributes);
      }
    }
    installed = where;
  }

  private void handles(
      Program program,
      TypeDecl at,
      TypeFact handler,
      BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    handler.methods().stream()
        .filter(m -> m.name().equals("ignoreTable") && m.body().isPresent())
        .forEach(m -> handlers.add(new IgnoredTables(program, at, m, attributes)));
  }

  /** The class that installs it, if one does. */
  Optional<TypeDecl> installed() {
    return installed;
  }

  boolean ignores(String table) {
    return handlers.stream().anyMatch(h -> h.ignores(table).orElse(false));
  }

  /** The tables that it leaves out, and whether that can be read for all of them. */
  String exceptions(Collection<String> tables) {
    TreeSet<String> left = new TreeSet<>();
    boolean unknown = false;
    for (String table : tables) {
      for (IgnoredTables handler : handlers) {
        Optional<Boolean> ignored = handler.ignores(table);
        unknown |= ignored.isEmpty();
        if (ignored.orElse(false)) {
          left.add(table);
        }
      }
    }
    String known = left.isEmpty() ? "" : " except " + String.join(", ", left);
    return unknown
        ? known
            + (known.isEmpty() ? " except" : " and")
            + " what its ignoreTable leaves out by values that the code does not show"
        : known;
  }

  /** Whether it can add its condition to the statement: one that reads needs a FROM. */
  static boolean reaches(Access access) {
    if (access.covers() != Access.Through.MYBATIS) {
      return false;
    }
    String text = access.text();
    if (access.road().equals("MyBatis-Plus") || access.road().equals("MyBatis SQL builder")) {
      return true;
    }
    return REWRITTEN.matcher(text).matches()
        && (!READ.matcher(text).matches() || hasOuterFrom(text));
  }

  private static boolean hasOuterFrom(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = Math.max(i, text.indexOf(c, i + 1));
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (depth == 0
          && text.regionMatches(true, i, "from", 0, 4)
          && (i == 0 || !Character.isJavaIdentifierPart(text.charAt(i - 1)))
          && (i + 4 == text.length() || !Character.isJavaIdentifierPart(text.charAt(i + 4)))) {
        return true;
      }
    }
    return false;
  }
}
