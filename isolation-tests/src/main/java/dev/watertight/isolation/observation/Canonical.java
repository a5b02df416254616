package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Cut;
import dev.watertight.isolation.observation.Observation.Failure;
import dev.watertight.isolation.observation.Observation.Field;
import dev.watertight.isolation.observation.Observation.Fields;
import dev.watertight.isolation.observation.Observation.Items;
import dev.watertight.isolation.observation.Observation.Leaf;

/** Writes an observation as one text. */
final class Canonical {
  private Canonical() {}

  static void write(Observation observation, StringBuilder out) {
    if (observation instanceof Leaf leaf) {
      writeLeaf(leaf, out);
    } else if (observation instanceof Items items) {
      out.append(items.kind().equals("optional") ? "Optional[" : "[");
      String separator = "";
      for (Observation element : items.elements()) {
        out.append(separator);
        write(element, out);
        separator = ", ";
      }
      out.append(']');
    } else if (observation instanceof Fields fields) {
      out.append(fields.type()).append('{');
      String separator = "";
      for (Field field : fields.fields()) {
        out.append(separator).append(field.name()).append('=');
        write(field.value(), out);
        separator = ", ";
      }
      out.append('}');
    } else if (observation instanceof Failure failure) {
      out.append(failure.type());
      failure.sqlState().ifPresent(s -> out.append(" [").append(s).append(']'));
      out.append(": ").append(failure.message());
      if (failure.cause().isPresent()) {
        out.append(", caused by ");
        write(failure.cause().get(), out);
      }
    } else if (observation instanceof Cut cut) {
      out.append("<not looked at: ").append(cut.reason()).append('>');
    }
  }

  private static void writeLeaf(Leaf leaf, StringBuilder out) {
    switch (leaf.kind()) {
      case "text" ->
          out.append('"')
              .append(leaf.text().replace("\\", "\\\\").replace("\"", "\\\""))
              .append('"');
      case "object", "bytes", "json" -> out.append(leaf.kind()).append(' ').append(leaf.text());
      default -> out.append(leaf.text());
    }
  }
}
