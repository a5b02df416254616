package dev.watertight.analyzer.source;

import dev.watertight.analyzer.facts.FactsDecoder;
import dev.watertight.analyzer.facts.FactsEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What came of reading a file, as bytes, without the file's path. */
final class StoredOutcome {
  private static final byte READ = 1;
  private static final byte REFUSED = 2;

  private StoredOutcome() {}

  static byte[] encode(Outcome outcome) {
    if (outcome instanceof Outcome.Read read) {
      byte[] facts = FactsEncoder.encode(read.facts());
      return ByteBuffer.allocate(facts.length + 1).put(READ).put(facts).array();
    }
    Outcome.Refused refused = (Outcome.Refused) outcome;
    byte[] reason = refused.reason().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(reason.length + 5)
        .put(REFUSED)
        .putInt(refused.line())
        .put(reason)
        .array();
  }

  /** Throws some runtime exception for bytes that are no outcome. */
  static Outcome decode(byte[] bytes, String path) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte kind = in.get();
    if (kind == READ) {
      byte[] facts = Arrays.copyOfRange(bytes, 1, bytes.length);
      return new Outcome.Read(FactsDecoder.decode(facts, path));
    }
    if (kind == REFUSED) {
      int line = in.getInt();
      return new Outcome.Refused(StandardCharsets.UTF_8.decode(in).toString(), line);
    }
    throw new IllegalArgumentException("Neither facts nor a refusal");
  }
}
