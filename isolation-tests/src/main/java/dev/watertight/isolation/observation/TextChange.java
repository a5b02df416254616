package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Failure;
import dev.watertight.isolation.observation.Observation.Field;
import dev.watertight.isolation.observation.Observation.Fields;
import dev.watertight.isolation.observation.Observation.Items;
import dev.watertight.isolation.observation.Observation.Leaf;
import dev.watertight.isolation.observation.Observation.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Copies an observation with other texts. */
final class TextChange {
  private final UnaryOperator<Spot> change;

  TextChange(UnaryOperator<Spot> change) {
    this.change = change;
  }

  Observation of(Observation observation, String path) {
    if (observation instanceof Leaf leaf) {
      if (leaf.kind().equals("null")) {
        return leaf;
      }
      Spot changed = change.apply(new Spot(path, leaf.text(), leaf.kind()));
      return new Leaf(changed.kind(), changed.text());
    }
    if (observation instanceof Items items) {
      List<Observation> elements = new ArrayList<>();
      for (int i = 0; i < items.elements().size(); i++) {
        elements.add(of(items.elements().get(i), path + "[" + i + "]"));
      }
      return new Items(items.kind(), elements);
    }
    if (observation instanceof Fields fields) {
      List<Field> changed = new ArrayList<>();
      for (Field field : fields.fields()) {
        String name =
            fields.type().equals("map")
                ? change.apply(new Spot(path + ".<key>", field.name(), "text")).text()
                : field.name();
        changed.add(new Field(name, of(field.value(), path + "." + field.name())));
      }
      return new Fields(fields.type(), changed);
    }
    if (observation instanceof Failure failure) {
      return new Failure(
          failure.type(),
          change.apply(new Spot(path + "<message>", failure.message(), "failure")).text(),
          failure.sqlState(),
          failure.cause().map(c -> of(c, path + "<cause>")));
    }
    return observation;
  }
}
