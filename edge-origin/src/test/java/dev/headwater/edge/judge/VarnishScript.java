package dev.headwater.edge.judge;

import dev.headwater.engines.testing.OptionalProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A script for {@code varnishtest} with an origin and clients of its own, which say to the byte
 * what goes over the wire. Immutable.
 */
public record VarnishScript(Path file) {
  private static final Path MODULE =
      Path.of(System.getProperty("headwater.root", ".."), "edge-origin").toAbsolutePath();

  /** What {@code varnishtest} itself gives a script. */
  private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(20);

  private static final Duration LIMIT = SCRIPT_LIMIT.plusSeconds(10);

  /** All scripts of the project, in the order of their names. */
  public static List<VarnishScript> all() {
    try (Stream<Path> files = Files.list(MODULE.resolve("src/test/vtc"))) {
      return files
          .filter(file -> file.toString().endsWith(".vtc"))
          .sorted()
          .map(VarnishScript::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the script against the proxy that {@code start} starts in front of the script's origin,
   * given its port. The log where the script fails, nothing where it passes; skips the test where
   * there is no {@code varnishtest}.
   */
  public String judge(IntFunction<ProxyUnderTest> start) {
    Path program = OptionalProgram.require("varnishtest");
    int origin = LoopbackPort.free();
    try (ProxyUnderTest proxy = start.apply(origin)) {
      ProgramRun run =
          ProgramRun.of(
              logs(),
              name() + ".log",
              LIMIT,
              List.of(
                  program.toString(),
                  "-t" + SCRIPT_LIMIT.toSeconds(),
                  "-Dorigin_port=" + origin,
                  "-Dproxy_port=" + proxy.port(),
                  file.toString()));
      return run.status() == 0 ? "" : run.output();
    }
  }

  private static Path logs() {
    try {
      return Files.createDirectories(MODULE.resolve("target/vtc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name() {
    return file.getFileName().toString().replace(".vtc", "");
  }

  @Override
  public String toString() {
    return name();
  }
}
