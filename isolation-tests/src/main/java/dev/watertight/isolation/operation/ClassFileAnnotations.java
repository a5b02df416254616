package dev.watertight.isolation.operation;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a class and its methods, read from its class file: {@code @AcrossTenants} is
 * kept there, but reflection does not show it. The form is chapter 4 of the Java Virtual Machine
 * Specification.
 */
final class ClassFileAnnotations {
  /**
   * An annotation.
   *
   * @param type its class's name
   * @param texts its attributes that are strings
   */
  record Mark(String type, Map<String, String> texts) {}

  private static final String ON_CLASS = "";

  private final Map<String, List<Mark>> marks = new HashMap<>();
  private final List<@Nullable String> texts = new ArrayList<>();

  private ClassFileAnnotations() {}

  /** What the class file says; nothing where there is none, as for a class made at run time. */
  static ClassFileAnnotations of(Class<?> type) {
    return read(type.getClassLoader(), type.getName());
  }

  /** What is said of the whole package of the type. */
  static ClassFileAnnotations ofPackage(Class<?> type) {
    return read(type.getClassLoader(), type.getPackageName() + ".package-info");
  }

  private static ClassFileAnnotations read(@Nullable ClassLoader loader, String name) {
    ClassFileAnnotations found = new ClassFileAnnotations();
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(resource)
            : loader.getResourceAsStream(resource)) {
      if (in != null) {
        found.readClass(new DataInputStream(new BufferedInputStream(in)));
      }
    } catch (IOException | RuntimeException e) {
      // A class file of a form that is not known says nothing here; reflection still does.
      found.marks.clear();
    }
    return found;
  }

  List<Mark> onClass() {
    return marks.getOrDefault(ON_CLASS, List.of());
  }

  List<Mark> on(Method method) {
    String key =
        method.getName()
            + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    return marks.getOrDefault(key, List.of());
  }

  private void readClass(DataInputStream in) throws IOException {
    in.skipNBytes(8);
    readConstants(in);
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    readMembers(in);
    readMembers(in);
    readAttributes(in, ON_CLASS);
  }

  private void readConstants(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    texts.add(null);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      texts.add(tag == 1 ? in.readUTF() : null);
      switch (tag) {
        case 1 -> {}
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 5, 6 -> {
          in.skipNBytes(8);
          texts.add(null);
          i++;
        }
        default -> in.skipNBytes(4);
      }
    }
  }

  private String text(DataInputStream in) throws IOException {
    String text = texts.get(in.readUnsignedShort());
    return text == null ? "" : text;
  }

  private void readMembers(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      in.skipNBytes(2);
      String name = text(in);
      readAttributes(in, name + text(in));
    }
  }

  private void readAttributes(DataInputStream in, String owner) throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      String name = text(in);
      long length = in.readInt() & 0xffffffffL;
      if (name.equals("RuntimeInvisibleAnnotations") || name.equals("RuntimeVisibleAnnotations")) {
        int annotations = in.readUnsignedShort();
        for (int a = 0; a < annotations; a++) {
          marks.computeIfAbsent(owner, o -> new ArrayList<>()).add(readAnnotation(in));
        }
      } else {
        in.skipNBytes(length);
      }
    }
  }

  private Mark readAnnotation(DataInputStream in) throws IOException {
    String descriptor = text(in);
    Map<String, String> values = new LinkedHashMap<>();
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      String name = text(in);
      String value = readValue(in);
      if (value != null) {
        values.put(name, value);
      }
    }
    return new Mark(
        descriptor.substring(1, descriptor.length() - 1).replace('/', '.'), Map.copyOf(values));
  }

  private @Nullable String readValue(DataInputStream in) throws IOException {
    return switch (in.readUnsignedByte()) {
      case 's' -> text(in);
      case 'e' -> nothing(in, 4);
      case '@' -> {
        readAnnotation(in);
        yield null;
      }
      case '[' -> {
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
          readValue(in);
        }
        yield null;
      }
      default -> nothing(in, 2);
    };
  }

  private static @Nullable String nothing(DataInputStream in, int bytes) throws IOException {
    in.skipNBytes(bytes);
    return null;
  }
}
