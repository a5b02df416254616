package dev.watertight.analyzer.text;

import java.util.List;
import java.util.Map;

/** A part of a template. */
sealed interface TemplateNode {
  /** Text as it stands; {@code line} counts from 0 at the beginning of the body. */
  record Text(String text, int line) implements TemplateNode {}

  /** The value of a parameter or an attribute. */
  record Attribute(String name, int line) implements TemplateNode {}

  /** A value that is not known here. */
  record Unknown(int line) implements TemplateNode {}

  /** A call of a template, with named or positioned arguments. */
  record Call(
      String name,
      List<List<TemplateNode>> arguments,
      Map<String, List<TemplateNode>> named,
      int line)
      implements TemplateNode {}

  /** A block that is applied to each element of a list. */
  record Applied(List<TemplateNode> body, List<String> parameters) implements TemplateNode {}

  /** A condition with its branches; the last is empty where there is no else. */
  record Choice(List<List<TemplateNode>> branches, boolean hasElse) implements TemplateNode {}
}
