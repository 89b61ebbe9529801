package dev.headwater.control.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where one attempt at a job is made; gone when closed.
 *
 * @param path exists, and is the attempt's alone
 */
record WorkFolder(Path path) implements AutoCloseable {
  private static final String PROCESS_NOTE = "process";

  /** Fails where there is one: what lies in it is another's, or was left behind. */
  static WorkFolder create(Path path) throws IOException {
    Files.createDirectory(path);
    return new WorkFolder(path);
  }

  /** Which child process works here. */
  ProcessNote processNote() {
    return new ProcessNote(path.resolve(PROCESS_NOTE));
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
