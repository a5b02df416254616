package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.expr.AnnotationExpr;
import dev.watertight.core.finding.Fix;
import java.util.List;
import java.util.Optional;

/** Takes away a mark that explains nothing, with its line where it has one of its own. */
final class UnusedMark implements Fixer {
  @Override
  public Optional<Fix> fix(Place place) {
    return place
        .file()
        .find(AnnotationExpr.class, a -> Place.begins(a, place.at().line(), place.at().column()))
        .map(a -> without(place.file(), a));
  }

  private static Fix without(JavaText file, AnnotationExpr mark) {
    int begin = file.begin(mark);
    int end = file.end(mark);
    while (end < file.text().length() && Character.isWhitespace(file.text().charAt(end))) {
      end++;
    }
    return new Fix(
        "Remove `@" + mark.getName().getIdentifier() + "`", List.of(file.replace(begin, end, "")));
  }
}
