package dev.watertight.isolation.argument;

import dev.watertight.isolation.operation.GenericTypes;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a value is wanted.
 *
 * @param names what it is called there, the best first
 * @param type its type, with nothing left open
 * @param context the names of what is around it, the nearest first: they say which table is meant
 * @param nullable whether null is worth a try
 */
record Place(List<String> names, Type type, List<String> context, boolean nullable) {
  Class<?> raw() {
    return GenericTypes.raw(type);
  }

  String name() {
    return names.isEmpty() ? "" : names.get(0);
  }

  /** The same place for a part of its type: an element of a list. */
  Place of(Type part) {
    return new Place(names, part, context, false);
  }

  Place never() {
    return new Place(names, type, context, false);
  }

  /** A named part of a value here. */
  Place inside(List<String> partNames, Type part, boolean mayBeNull, Class<?> owner) {
    List<String> around = new ArrayList<>();
    around.add(owner.getSimpleName());
    around.addAll(context);
    return new Place(partNames, part, around, mayBeNull);
  }

  /** The one part of a value that only wraps it: it is also called what the value is called. */
  Place wrapped(String partName, Type part, Class<?> owner) {
    List<String> all = new ArrayList<>(names);
    all.add(owner.getSimpleName());
    all.add(partName);
    return inside(all, part, false, owner);
  }
}
