package dev.watertight.analyzer.source;

import com.github.javaparser.JavaParserBuild;
import dev.watertight.analyzer.facts.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What cached facts depend on beside the file: the code that made them. Facts of one build of this
 * code are not used by another, whatever its version is called.
 */
final class FactsFormat {
  /** The classes of {@code facts} and those here that turn bytes into facts, by simple name. */
  static final List<String> FACTS_CLASSES =
      List.of(
          "AnnotationFact",
          "ByteSink",
          "ByteSource",
          "Expr",
          "Expr$AnnotationValue",
          "Expr$ArrayValue",
          "Expr$Assign",
          "Expr$Binary",
          "Expr$Call",
          "Expr$Cast",
          "Expr$ClassLiteral",
          "Expr$Conditional",
          "Expr$Field",
          "Expr$Index",
          "Expr$InstanceOf",
          "Expr$Lambda",
          "Expr$Literal",
          "Expr$Literal$Kind",
          "Expr$MethodRef",
          "Expr$Name",
          "Expr$New",
          "Expr$Opaque",
          "Expr$Sum",
          "Expr$Super",
          "Expr$SwitchValue",
          "Expr$Text",
          "Expr$This",
          "Expr$TypeValue",
          "Expr$Unary",
          "ExprLowering",
          "ExprLowering$Visitor",
          "FactsDecoder",
          "FactsDecoder$MalformedException",
          "FactsEncoder",
          "FieldFact",
          "FieldFact$Role",
          "FileFacts",
          "FileFacts$ImportFact",
          "Lowering",
          "Lowering$1",
          "MethodFact",
          "MethodFact$Parameter",
          "Modifiers",
          "Span",
          "Stmt",
          "Stmt$Block",
          "Stmt$Case",
          "Stmt$Evaluate",
          "Stmt$If",
          "Stmt$Jump",
          "Stmt$Jump$Kind",
          "Stmt$Local",
          "Stmt$LocalType",
          "Stmt$Loop",
          "Stmt$Loop$Each",
          "Stmt$Return",
          "Stmt$Switch",
          "Stmt$Synchronized",
          "Stmt$Throw",
          "Stmt$Try",
          "Stmt$Try$Catch",
          "StmtLowering",
          "Syntax",
          "Tags",
          "TypeFact",
          "TypeFact$Kind",
          "TypeFact$TypeParameter",
          "TypeLowering",
          "TypeLowering$Members",
          "TypeLowering$Place",
          "TypeRef");

  static final List<String> SOURCE_CLASSES =
      List.of(
          "BlockDepth",
          "JavaReader",
          "JavaScanner",
          "LocalEnums",
          "LocalEnums$Cut",
          "SourceText",
          "StoredOutcome",
          "UnicodeEscapes");

  private FactsFormat() {}

  /** Two numbers that differ for builds that may read or write facts differently. */
  static ContentKey stamp() {
    MessageDigest digest = ContentKey.sha256();
    digest.update(JavaParserBuild.PROJECT_VERSION.getBytes(StandardCharsets.UTF_8));
    FACTS_CLASSES.forEach(name -> update(digest, FileFacts.class, name));
    SOURCE_CLASSES.forEach(name -> update(digest, FactsFormat.class, name));
    return ContentKey.of(digest);
  }

  private static void update(MessageDigest digest, Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name + ".class")) {
      if (in != null) {
        digest.update(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a file's facts are kept by: 128 bits of a SHA-256.
   *
   * @param high the first half
   * @param low the second half
   */
  record ContentKey(long high, long low) implements Comparable<ContentKey> {
    static final int BYTES = 16;

    /** The key of a file; its name counts, for a class may take its name from it. */
    static ContentKey of(String fileName, byte[] content) {
      MessageDigest digest = sha256();
      digest.update(fileName.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '/');
      digest.update(content);
      return of(digest);
    }

    static ContentKey of(MessageDigest digest) {
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
      return new ContentKey(bytes.getLong(), bytes.getLong());
    }

    static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every JDK has SHA-256", e);
      }
    }

    @Override
    public int compareTo(ContentKey other) {
      int byHigh = Long.compareUnsigned(high, other.high);
      return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
  }
}
