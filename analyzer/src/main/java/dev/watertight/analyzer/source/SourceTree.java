package dev.watertight.analyzer.source;

import dev.watertight.core.finding.NotAnalysed;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The source files of a project, sorted by path, each once.
 *
 * <p>Left alone are version control, build output and what an IDE writes. Folders behind links are
 * read if they lie within the project; each real folder and file counts once, under the path that
 * needs no link where there is one.
 *
 * @param files what is to be analysed
 * @param leftOut tests and generated code, by the names of the folders that they are in, below the
 *     path that was named: nothing is reported on them, but they may serve to understand the rest
 * @param notAnalysed what could not be opened
 */
public record SourceTree(
    List<SourceFile> files, List<SourceFile> leftOut, List<NotAnalysed> notAnalysed) {
  public SourceTree {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
    notAnalysed = List.copyOf(notAnalysed);
  }

  /**
   * Finds the source files below some paths.
   *
   * @param root paths in the result are relative to it
   * @param paths folders, or files, which are always included; where they overlap, the most
   *     specific one decides whether a file is a test's; one that does not exist is not analysed
   */
  public static SourceTree find(Path root, Collection<Path> paths) {
    return new TreeWalk(root).walk(paths);
  }
}
