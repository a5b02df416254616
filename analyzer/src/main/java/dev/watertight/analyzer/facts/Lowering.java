package dev.watertight.analyzer.facts;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.DataKey;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.PackageDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a syntax tree into facts. Nothing is resolved here, and nothing is judged.
 *
 * <p>Long sums, conditions and chains of calls are walked without recursion. What is nested deeply
 * in other ways is not: call it on a thread with a big stack.
 */
public final class Lowering {
  /**
   * On a block: the enum that stands in its place. The parser knows no enums in bodies, so whoever
   * parses may read them apart and attach them here.
   */
  public static final DataKey<EnumDeclaration> LOCAL_ENUM = new DataKey<>() {};

  private Lowering() {}

  /**
   * The facts of a file.
   *
   * @param path relative to the project's root, {@code /}-separated
   * @param lines how many lines the file has
   */
  public static FileFacts lower(String path, CompilationUnit unit, int lines) {
    TypeLowering lowering = new TypeLowering();
    List<FileFacts.ImportFact> imports = new ArrayList<>();
    for (ImportDeclaration declared : unit.getImports()) {
      if (!declared.isModule()) {
        imports.add(
            new FileFacts.ImportFact(
                declared.getNameAsString(), declared.isStatic(), declared.isAsterisk()));
      }
    }
    List<TypeFact> types = new ArrayList<>();
    unit.getPackageDeclaration()
        .filter(declared -> !declared.getAnnotations().isEmpty())
        .ifPresent(declared -> types.add(packageInfo(declared, lowering)));
    for (TypeDeclaration<?> declared : unit.getTypes()) {
      TypeFact type = lowering.type(declared, TypeLowering.Place.TOP_LEVEL);
      types.add(isCompact(declared) ? named(type, simpleName(path)) : type);
    }
    String packageName =
        unit.getPackageDeclaration().map(PackageDeclaration::getNameAsString).orElse("");
    return new FileFacts(path, packageName, imports, types, lines);
  }

  /** The annotations of a package, on an interface of the name that compilers give it. */
  private static TypeFact packageInfo(PackageDeclaration declared, TypeLowering lowering) {
    return new TypeFact(
        "package-info",
        TypeFact.Kind.INTERFACE,
        new Modifiers(false, false, false, false, true, false),
        lowering.annotations(declared.getAnnotations()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Syntax.span(declared));
  }

  private static boolean isCompact(TypeDeclaration<?> declared) {
    return declared instanceof ClassOrInterfaceDeclaration type && type.isCompact();
  }

  private static String simpleName(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.endsWith(".java") ? file.substring(0, file.length() - 5) : file;
  }

  private static TypeFact named(TypeFact type, String name) {
    return new TypeFact(
        name,
        type.kind(),
        type.modifiers(),
        type.annotations(),
        type.typeParameters(),
        type.supertypes(),
        type.fields(),
        type.methods(),
        type.types(),
        type.span());
  }
}
