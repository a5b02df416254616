package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import dev.watertight.core.finding.Fix;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a setting local to the transaction that is open, in the text that the call is given. */
final class SessionSetting implements Fixer {
  private static final Pattern FUNCTION =
      Pattern.compile("(?is)\\bset_config\\s*\\([^()]*,\\s*(false)\\s*\\)");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)^[\"\\s]*set(?:\\s+session)?(\\s+)(?!local\\b|session\\b|role\\b)[a-z_]");

  @Override
  public Optional<Fix> fix(Place place) {
    Optional<MethodCallExpr> call = place.call();
    if (call.isEmpty() || !isInTransaction(place)) {
      return Optional.empty();
    }
    List<LiteralStringValueExpr> texts =
        call.get().getArguments().stream()
            .filter(a -> a instanceof StringLiteralExpr || a instanceof TextBlockLiteralExpr)
            .map(LiteralStringValueExpr.class::cast)
            .toList();
    return texts.size() == 1 ? fix(place, texts.get(0)) : Optional.empty();
  }

  /** Outside one it would be gone with its own statement. */
  private static boolean isInTransaction(Place place) {
    return place.access().filter(place.analysis().flow()::isInTransaction).isPresent();
  }

  private static Optional<Fix> fix(Place place, LiteralStringValueExpr literal) {
    String written = place.file().of(literal);
    int begin = place.file().begin(literal);
    Matcher function = FUNCTION.matcher(written);
    if (function.find()) {
      int from = begin + function.start(1);
      int to = begin + function.end(1);
      return function.find()
          ? Optional.empty()
          : Optional.of(
              new Fix(
                  "Set it for the transaction only: the third argument is `true`",
                  List.of(place.file().replace(from, to, "true"))));
    }
    Matcher statement = STATEMENT.matcher(written);
    if (!statement.find() || written.contains(";")) {
      return Optional.empty();
    }
    int word = written.toLowerCase(java.util.Locale.ROOT).indexOf("set") + "set".length();
    return Optional.of(
        new Fix(
            "Set it for the transaction only: `SET LOCAL`",
            List.of(
                place
                    .file()
                    .replace(
                        begin + word,
                        begin + statement.start(1),
                        Character.isLowerCase(written.charAt(word - 1)) ? " local" : " LOCAL"))));
  }
}
