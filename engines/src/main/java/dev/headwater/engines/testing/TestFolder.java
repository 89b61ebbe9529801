package dev.headwater.engines.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A temporary folder that is deleted when the process ends, after what runs in it was stopped.
 * Thread-safe.
 */
final class TestFolder {
  private final List<Runnable> stops = new CopyOnWriteArrayList<>();
  private final Path folder;

  TestFolder() {
    try {
      folder = Files.createTempDirectory("headwater-engines-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "test-engines-stop"));
  }

  Path below(String name) {
    return folder.resolve(name);
  }

  void stopAtExit(Runnable stop) {
    stops.add(stop);
  }

  private void end() {
    stops.forEach(Runnable::run);
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
