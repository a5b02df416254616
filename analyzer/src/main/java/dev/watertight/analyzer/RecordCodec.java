package dev.watertight.analyzer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes records as bytes and reads them back: records of texts, numbers, constants, days, other
 * records, sealed alternatives of them, and {@code Optional}, {@code List} and {@code Map} of
 * these. What is made when bytes are read is what the declared types allow, and nothing else. The
 * same value gives the same bytes: entries of maps are put in order.
 */
final class RecordCodec {
  private RecordCodec() {}

  static void write(Object value, Type declared, DataOutputStream out) throws IOException {
    Class<?> type = raw(declared);
    if (type == String.class) {
      byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    } else if (type == int.class || type == Integer.class) {
      out.writeInt((Integer) value);
    } else if (type == long.class || type == Long.class) {
      out.writeLong((Long) value);
    } else if (type == boolean.class || type == Boolean.class) {
      out.writeBoolean((Boolean) value);
    } else if (type == LocalDate.class) {
      out.writeLong(((LocalDate) value).toEpochDay());
    } else if (type.isEnum()) {
      write(((Enum<?>) value).name(), String.class, out);
    } else if (type == Optional.class) {
      Optional<?> optional = (Optional<?>) value;
      out.writeBoolean(optional.isPresent());
      if (optional.isPresent()) {
        write(optional.get(), argument(declared, 0), out);
      }
    } else if (type == List.class) {
      List<?> list = (List<?>) value;
      out.writeInt(list.size());
      for (Object each : list) {
        write(each, argument(declared, 0), out);
      }
    } else if (Map.class.isAssignableFrom(type)) {
      writeMap((Map<?, ?>) value, declared, out);
    } else if (type.isSealed()) {
      List<Class<?>> permitted = permitted(type);
      out.writeInt(permitted.indexOf(value.getClass()));
      write(value, value.getClass(), out);
    } else if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        write(component(value, component), component.getGenericType(), out);
      }
    } else {
      throw new IllegalArgumentException("no codec for " + declared);
    }
  }

  private static void writeMap(Map<?, ?> map, Type declared, DataOutputStream out)
      throws IOException {
    out.writeInt(map.size());
    List<? extends Map.Entry<?, ?>> entries =
        map.entrySet().stream()
            .sorted(Comparator.comparing((Map.Entry<?, ?> e) -> e.getKey().toString()))
            .toList();
    for (Map.Entry<?, ?> entry : entries) {
      write(entry.getKey(), argument(declared, 0), out);
      write(entry.getValue(), argument(declared, 1), out);
    }
  }

  /**
   * Reads what was written for the same declared type.
   *
   * @throws IOException if it cannot have been
   */
  static Object read(Type declared, DataInputStream in) throws IOException {
    Class<?> type = raw(declared);
    if (type == String.class) {
      return new String(in.readNBytes(size(in)), StandardCharsets.UTF_8);
    } else if (type == int.class || type == Integer.class) {
      return in.readInt();
    } else if (type == long.class || type == Long.class) {
      return in.readLong();
    } else if (type == boolean.class || type == Boolean.class) {
      return in.readBoolean();
    } else if (type == LocalDate.class) {
      return LocalDate.ofEpochDay(in.readLong());
    } else if (type.isEnum()) {
      return constant(type, (String) read(String.class, in));
    } else if (type == Optional.class) {
      return in.readBoolean() ? Optional.of(read(argument(declared, 0), in)) : Optional.empty();
    } else if (type == List.class) {
      int size = size(in);
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(read(argument(declared, 0), in));
      }
      return List.copyOf(list);
    } else if (Map.class.isAssignableFrom(type)) {
      int size = size(in);
      Map<Object, Object> map = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        map.put(read(argument(declared, 0), in), read(argument(declared, 1), in));
      }
      return map;
    } else if (type.isSealed()) {
      return read(of(permitted(type), in), in);
    } else if (type.isRecord()) {
      return record(type, in);
    }
    throw new IllegalArgumentException("no codec for " + declared);
  }

  private static Object record(Class<?> type, DataInputStream in) throws IOException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = read(components[i].getGenericType(), in);
    }
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IOException(type.getSimpleName() + " cannot hold these values", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object constant(Class<?> type, String name) throws IOException {
    for (Object each : type.getEnumConstants()) {
      if (((Enum<?>) each).name().equals(name)) {
        return each;
      }
    }
    throw new IOException("there is no " + type.getSimpleName() + " " + name);
  }

  private static int size(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > in.available()) {
      throw new IOException("a size of " + size + " is no size");
    }
    return size;
  }

  private static <T> T of(List<T> all, DataInputStream in) throws IOException {
    int index = in.readInt();
    if (index < 0 || index >= all.size()) {
      throw new IOException("there is no alternative " + index);
    }
    return all.get(index);
  }

  private static List<Class<?>> permitted(Class<?> type) {
    return Arrays.asList(type.getPermittedSubclasses());
  }

  private static Object component(Object value, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType p ? (Class<?>) p.getRawType() : (Class<?>) type;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
