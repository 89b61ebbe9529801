package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data folder and the ports that a system runs on, to be started once or again and again.
 * Immutable.
 *
 * @param log what all starts say
 */
record Installation(Path data, ServerPort control, ServerPort edge, Path log) {
  static final String EMAIL = "admin@headwater.local";
  static final String PASSWORD = "end-to-end-9-password";

  /** A new one with nothing in it. */
  static Installation fresh(String name) {
    try {
      Path log = HeadwaterProgram.testFolder().resolve(name + ".log");
      Files.deleteIfExists(log);
      Path data = Files.createTempDirectory("headwater-" + name + "-").toRealPath();
      return new Installation(data, ServerPort.choose(), ServerPort.choose(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it accepts a log-in. */
  RunningSystem start() {
    return RunningSystem.start(this);
  }

  List<String> up() {
    return List.of(
        "up",
        "--data",
        data.toString(),
        "--control-port",
        Integer.toString(control.number()),
        "--edge-port",
        Integer.toString(edge.number()));
  }

  /** Without a slash at the end. */
  URI console() {
    return URI.create("http://localhost:" + control.number());
  }

  /** What Prometheus would read. */
  URI controlMetrics() {
    return URI.create("http://localhost:" + control.admin() + "/metrics");
  }

  /** The end of all that was said, for a test that has failed. */
  String said() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try (Stream<Path> paths = Files.walk(data)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
