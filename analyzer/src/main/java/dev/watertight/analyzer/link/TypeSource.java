package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.FileFacts;
import java.util.List;

/** Gives the facts of files that were left out, by the name of a top-level type. */
public interface TypeSource {
  /** A source of nothing: every file is in the program already. */
  TypeSource NONE =
      new TypeSource() {
        @Override
        public boolean exists(String qualifiedName) {
          return false;
        }

        @Override
        public List<FileFacts> load(String qualifiedName) {
          return List.of();
        }
      };

  /** Whether a source file seems to declare the top-level type; cheap, reads no file. */
  boolean exists(String qualifiedName);

  /** The facts of the files that may declare the top-level type; empty where none does. */
  List<FileFacts> load(String qualifiedName);
}
