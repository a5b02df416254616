package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.facts.TypeFact;
import java.util.Optional;

/**
 * A type that the program declares.
 *
 * @param name qualified name; anonymous and local classes get {@code Outer.$line:column}
 * @param fact what it declares
 * @param file the file it stands in
 * @param outer the type around it
 */
public record TypeDecl(String name, TypeFact fact, FileFacts file, Optional<TypeDecl> outer) {
  /** The outermost type around it, or itself. */
  public TypeDecl outermost() {
    TypeDecl type = this;
    while (type.outer.isPresent()) {
      type = type.outer.get();
    }
    return type;
  }

  /** Identity is the name within the file. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TypeDecl t && t.name.equals(name) && t.file.path().equals(file.path());
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
