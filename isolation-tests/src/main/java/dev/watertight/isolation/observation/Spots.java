package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Failure;
import dev.watertight.isolation.observation.Observation.Field;
import dev.watertight.isolation.observation.Observation.Fields;
import dev.watertight.isolation.observation.Observation.Items;
import dev.watertight.isolation.observation.Observation.Leaf;
import dev.watertight.isolation.observation.Observation.Spot;
import java.util.List;

/** Lists the texts of an observation. */
final class Spots {
  private Spots() {}

  static void collect(Observation observation, String path, List<Spot> into) {
    if (observation instanceof Leaf leaf) {
      if (!leaf.kind().equals("null")) {
        into.add(new Spot(path, leaf.text(), leaf.kind()));
      }
    } else if (observation instanceof Items items) {
      for (int i = 0; i < items.elements().size(); i++) {
        collect(items.elements().get(i), path + "[" + i + "]", into);
      }
    } else if (observation instanceof Fields fields) {
      for (Field field : fields.fields()) {
        if (fields.type().equals("map")) {
          into.add(new Spot(path + ".<key>", field.name(), "text"));
        }
        collect(field.value(), path + "." + field.name(), into);
      }
    } else if (observation instanceof Failure failure) {
      into.add(new Spot(path + "<message>", failure.message(), "failure"));
      failure.cause().ifPresent(c -> collect(c, path + "<cause>", into));
    }
  }
}
