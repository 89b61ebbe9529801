package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A data folder and the ports that a system runs on, to be started once or again and again.
 * Registered with a test, it ends after it with all that is left of it, and tells what was said if
 * the test has failed. Immutable.
 *
 * @param log what all starts say
 */
record Installation(Path data, ServerPort control, ServerPort edge, ServerPort rtmp, Path log)
    implements AfterEachCallback {
  static final String EMAIL = "admin@headwater.local";
  static final String PASSWORD = "end-to-end-9-password";

  /** A new one with nothing in it. */
  static Installation fresh(String name) {
    try {
      Path log = HeadwaterProgram.testFolder().resolve(name + ".log");
      Files.deleteIfExists(log);
      Path data = Files.createTempDirectory("headwater-" + name + "-").toRealPath();
      return new Installation(
          data, ServerPort.choose(), ServerPort.choose(), ServerPort.choose(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it accepts a log-in. */
  RunningSystem start(String... options) {
    return RunningSystem.start(this, List.of(options));
  }

  List<String> up() {
    return List.of(
        "up",
        "--data",
        data.toString(),
        "--control-port",
        Integer.toString(control.number()),
        "--edge-port",
        Integer.toString(edge.number()),
        "--rtmp-port",
        Integer.toString(rtmp.number()));
  }

  /** Without a slash at the end. */
  URI console() {
    return URI.create("http://localhost:" + control.number());
  }

  /** Where encoders send to, before the stream key. */
  String rtmpUrl() {
    return "rtmp://localhost:" + rtmp.number() + "/live";
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

  @Override
  public void afterEach(ExtensionContext test) {
    test.getExecutionException().ifPresent(_ -> System.err.println(said()));
    DataProcesses.naming(data).forEach(ProcessHandle::destroyForcibly);
    delete();
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
