package dev.watertight.isolation.argument;

import dev.watertight.isolation.observation.Observation;
import dev.watertight.isolation.observation.Observer;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How an argument is made: again and again, in several worlds, and in a test to paste. */
public sealed interface Recipe {
  /**
   * Makes the argument, a new object each time.
   *
   * @throws UnmadeException where a constructor, a factory or a setter refuses its values
   */
  @Nullable Object materialise();

  /** A Java expression that makes it. */
  String java();

  /** What it is made of. */
  default List<Recipe> parts() {
    return List.of();
  }

  /** Every text that the caller passes with it: what comes back of these is an echo. */
  default Set<String> texts() {
    Set<String> texts = new TreeSet<>();
    parts().forEach(p -> texts.addAll(p.texts()));
    return texts;
  }

  /** Whether a value of another tenant is in it. */
  default boolean foreign() {
    return parts().stream().anyMatch(Recipe::foreign);
  }

  /**
   * A value without parts.
   *
   * @param type its boxed type
   * @param text as PostgreSQL or Java prints it
   * @param origin where it comes from
   */
  record Literal(Class<?> type, String text, Origin origin) implements Recipe {
    @Override
    public Object materialise() {
      return Scalars.of(type).flatMap(s -> s.read(text)).orElseThrow();
    }

    @Override
    public String java() {
      return Scalars.of(type).orElseThrow().java(materialise());
    }

    @Override
    public Set<String> texts() {
      return type == byte[].class
          ? new TreeSet<>(Set.of(text))
          : new TreeSet<>(List.of(text, String.valueOf(materialise())));
    }

    @Override
    public boolean foreign() {
      return origin == Origin.FOREIGN || origin == Origin.CANARY;
    }
  }

  /** Null, for a parameter of the type. */
  record NullValue(Class<?> type) implements Recipe {
    @Override
    public @Nullable Object materialise() {
      return null;
    }

    @Override
    public String java() {
      return "(" + JavaText.name(type) + ") null";
    }
  }

  /** An {@code Optional} of whatever kind with nothing in it. */
  record EmptyOptional(Class<?> type) implements Recipe {
    @Override
    public Object materialise() {
      return Optionals.empty(type);
    }

    @Override
    public String java() {
      return JavaText.name(type) + ".empty()";
    }
  }

  /** An {@code Optional} of whatever kind with something in it. */
  record OptionalOf(Class<?> type, Recipe value) implements Recipe {
    @Override
    public Object materialise() {
      return Optionals.of(type, Objects.requireNonNull(value.materialise()));
    }

    @Override
    public String java() {
      return JavaText.name(type) + ".of(" + value.java() + ")";
    }

    @Override
    public List<Recipe> parts() {
      return List.of(value);
    }
  }

  /** A list, or what is made of one: a stream, an iterator. */
  record ListOf(Class<?> type, List<Recipe> elements) implements Recipe {
    public ListOf {
      elements = List.copyOf(elements);
    }

    @Override
    public Object materialise() {
      return Sequences.of(type, made(elements, new ArrayList<>()));
    }

    @Override
    public String java() {
      return Sequences.java(type, JavaText.list(elements));
    }

    @Override
    public List<Recipe> parts() {
      return elements;
    }
  }

  /** A set. */
  record SetOf(Class<?> type, List<Recipe> elements) implements Recipe {
    public SetOf {
      elements = List.copyOf(elements);
    }

    @Override
    public Object materialise() {
      Set<@Nullable Object> set = made(elements, new LinkedHashSet<>());
      return java.util.SortedSet.class.isAssignableFrom(type) ? new TreeSet<>(set) : set;
    }

    @Override
    public String java() {
      String made =
          java.util.SortedSet.class.isAssignableFrom(type)
              ? "java.util.TreeSet"
              : "java.util.LinkedHashSet";
      return "new " + made + "<>(" + JavaText.list(elements) + ")";
    }

    @Override
    public List<Recipe> parts() {
      return elements;
    }
  }

  /** A map with at most one entry, so that its order is none. */
  record MapOf(Class<?> type, List<Recipe> keyAndValue) implements Recipe {
    public MapOf {
      keyAndValue = List.copyOf(keyAndValue);
    }

    @Override
    public Object materialise() {
      Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
      if (!keyAndValue.isEmpty()) {
        map.put(keyAndValue.get(0).materialise(), keyAndValue.get(1).materialise());
      }
      return java.util.SortedMap.class.isAssignableFrom(type) ? new java.util.TreeMap<>(map) : map;
    }

    @Override
    public String java() {
      String made =
          java.util.SortedMap.class.isAssignableFrom(type)
              ? "java.util.TreeMap"
              : "java.util.LinkedHashMap";
      return "new " + made + "<>(java.util.Map.of(" + JavaText.arguments(keyAndValue) + "))";
    }

    @Override
    public List<Recipe> parts() {
      return keyAndValue;
    }
  }

  /** An array. */
  record ArrayOf(Class<?> element, List<Recipe> elements) implements Recipe {
    public ArrayOf {
      elements = List.copyOf(elements);
    }

    @Override
    public Object materialise() {
      Object array = Array.newInstance(element, elements.size());
      for (int i = 0; i < elements.size(); i++) {
        Array.set(array, i, elements.get(i).materialise());
      }
      return array;
    }

    @Override
    public String java() {
      return "new " + JavaText.name(element) + "[] {" + JavaText.arguments(elements) + "}";
    }

    @Override
    public List<Recipe> parts() {
      return elements;
    }
  }

  /** A constant of an enum. */
  record EnumConstant(Enum<?> constant) implements Recipe {
    @Override
    public Object materialise() {
      return constant;
    }

    @Override
    public String java() {
      return JavaText.name(constant.getDeclaringClass()) + "." + constant.name();
    }

    @Override
    public Set<String> texts() {
      return Set.of(constant.name());
    }
  }

  /** A public constant of a type: {@code ProjectFilter.ALL}. */
  record Constant(Field field) implements Recipe {
    @Override
    public Object materialise() {
      return Making.read(field);
    }

    @Override
    public String java() {
      return JavaText.name(field.getDeclaringClass()) + "." + field.getName();
    }
  }

  /**
   * A call that makes the value: a constructor, a static factory, or a method of another value,
   * such as a wither or a builder's step.
   *
   * @param how the constructor or method
   * @param on the value whose method it is
   * @param arguments what it is called with
   */
  record Construct(Executable how, Optional<Recipe> on, List<Recipe> arguments) implements Recipe {
    public Construct {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Object materialise() {
      return Making.call(how, on.map(Recipe::materialise), made(arguments, new ArrayList<>()));
    }

    @Override
    public String java() {
      String type = JavaText.name(how.getDeclaringClass());
      String call = "(" + JavaText.arguments(arguments) + ")";
      if (how instanceof Method method) {
        return on.map(Recipe::java).orElse(type) + "." + method.getName() + call;
      }
      boolean generic = how.getDeclaringClass().getTypeParameters().length > 0;
      return "new " + type + (generic ? "<>" : "") + call;
    }

    @Override
    public List<Recipe> parts() {
      List<Recipe> all = new ArrayList<>();
      on.ifPresent(all::add);
      all.addAll(arguments);
      return all;
    }
  }

  /**
   * An object whose setters are called.
   *
   * @param fresh makes it
   * @param values what is set
   */
  record Bean(Recipe fresh, Map<Method, Recipe> values) implements Recipe {
    public Bean {
      values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public Object materialise() {
      Object bean = Objects.requireNonNull(fresh.materialise());
      values.forEach((setter, value) -> Making.set(setter, bean, value.materialise()));
      return bean;
    }

    @Override
    public String java() {
      String it = "it" + JavaText.height(this);
      String type = JavaText.name(((Construct) fresh).how().getDeclaringClass());
      StringBuilder text = new StringBuilder();
      text.append("((java.util.function.Supplier<").append(type).append(">) () -> { ");
      text.append(type).append(' ').append(it).append(" = ").append(fresh.java()).append("; ");
      values.forEach(
          (setter, value) ->
              text.append(it)
                  .append('.')
                  .append(setter.getName())
                  .append('(')
                  .append(value.java())
                  .append("); "));
      return text.append("return ").append(it).append("; }).get()").toString();
    }

    @Override
    public List<Recipe> parts() {
      return List.copyOf(values.values());
    }
  }

  /** A function that does nothing worth speaking of. */
  record Trivial(Class<?> type, String java, Supplier<Object> make) implements Recipe {
    @Override
    public Object materialise() {
      return make.get();
    }
  }

  /**
   * What a generator of the user makes.
   *
   * @param type what it is for
   * @param seed makes the same value again
   * @param make the generator
   */
  record UserGiven(Class<?> type, long seed, Function<Random, ?> make) implements Recipe {
    @Override
    public @Nullable Object materialise() {
      return make.apply(new Random(seed));
    }

    /** The generator is the user's: the text names it by the type, and the seed. */
    @Override
    public String java() {
      return "generatorOf" + type.getSimpleName() + ".apply(new java.util.Random(" + seed + "L))";
    }

    @Override
    public Set<String> texts() {
      Set<String> texts = new TreeSet<>();
      for (Observation.Spot spot : new Observer().observe(materialise()).spots()) {
        texts.add(spot.text());
      }
      return texts;
    }
  }

  private static <C extends Collection<@Nullable Object>> C made(List<Recipe> recipes, C into) {
    recipes.forEach(r -> into.add(r.materialise()));
    return into;
  }
}
