package dev.headwater.edge.judge;

import dev.headwater.engines.testing.OptionalProgram;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The public {@code http-cache-tests}, laid out in {@code target/http-cache-tests} by the build.
 * Confined to one thread.
 */
public final class CacheTests {
  private static final Path MODULE =
      Path.of(System.getProperty("headwater.root", ".."), "edge-origin").toAbsolutePath();
  private static final Path FOLDER = MODULE.resolve("target/http-cache-tests");

  /** Bounds one run of all cases, of which most is the suite's own pauses of 3 s. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final String node;
  private final List<CacheTest> tests;

  private CacheTests(String node, List<CacheTest> tests) {
    this.node = node;
    this.tests = tests;
  }

  /** Skips the test where there is no Node.js. */
  public static CacheTests open() {
    String node = OptionalProgram.require("node").toString();
    JsonArray catalogue =
        new JsonArray(
            ProgramRun.of(FOLDER, "catalogue.json", LIMIT, List.of(node, "catalogue.mjs"))
                .orFail());
    return new CacheTests(
        node, catalogue.stream().map(JsonObject.class::cast).map(CacheTest::of).toList());
  }

  /**
   * Runs the cases against the proxy that {@code start} starts in front of an origin, given its
   * port; only those named, where some are. Leaves the report in the folder.
   */
  public CacheTestScore judge(IntFunction<ProxyUnderTest> start, String... ids) {
    try (ScriptedOrigin origin = ScriptedOrigin.start(node, FOLDER);
        ProxyUnderTest proxy = start.apply(origin.port())) {
      List<String> command =
          new ArrayList<>(List.of(node, "run.mjs", "http://127.0.0.1:" + proxy.port()));
      command.addAll(List.of(ids));
      String results = ProgramRun.of(FOLDER, "results.json", LIMIT, command).orFail();
      CacheTestScore score = new CacheTestScore(tests, new JsonObject(results));
      Files.writeString(FOLDER.resolve("score.txt"), score.report());
      return score;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The score by the results that the suite comes with for some other cache. */
  public CacheTestScore published(String cache) {
    Path file = FOLDER.resolve("node_modules/http-cache-tests/results/" + cache + ".json");
    return new CacheTestScore(tests, new JsonObject(read(file)));
  }

  /** The least that the edge role has to pass. */
  public CacheTestGate gate() {
    return CacheTestGate.parse(read(MODULE.resolve("src/test/http-cache-tests/gate.properties")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
