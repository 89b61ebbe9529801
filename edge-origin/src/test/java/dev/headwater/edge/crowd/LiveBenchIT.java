package dev.headwater.edge.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/live --short}: that the script runs; what it measures so says nothing. */
class LiveBenchIT {
  private static final Path ROOT =
      Path.of(System.getProperty("headwater.root", "..")).toAbsolutePath();

  @TempDir Path folder;

  @Test
  void theScriptHoldsAndAnswersCrowdsOverBothProtocols() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder script =
        new ProcessBuilder(ROOT.resolve("bench/live").toString(), "--short")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    script.environment().put("HEADWATER_CLASSPATH", System.getProperty("java.class.path"));
    script.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"); // quick to start
    Process running = script.start();
    try {
      assertThat(running.waitFor(5, TimeUnit.MINUTES)).as("it ended").isTrue();
    } finally {
      running.destroy(); // the script ends what it started
    }
    assertThat(output)
        .content()
        .as("status %d", running.exitValue())
        .containsPattern("headwater +HTTP/1.1 +50 held +p50 +[0-9.]+ ms")
        .containsPattern("headwater +HTTP/2 +50 held +p50 +[0-9.]+ ms")
        .containsPattern("headwater +HTTP/2 +400 held +a request")
        .containsPattern("a viewer who asks for each part's playlist, of 20: [0-9.]+%");
  }
}
