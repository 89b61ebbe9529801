package dev.headwater.edge.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.testing.OptionalProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/hit-cost --short}: that the script runs; what it measures so says nothing. */
class HitCostIT {
  private static final Path ROOT =
      Path.of(System.getProperty("headwater.root", "..")).toAbsolutePath();

  @TempDir Path folder;

  @Test
  void theScriptMeasuresEveryServer() throws IOException, InterruptedException {
    OptionalProgram.require("wrk");
    OptionalProgram.require("nginx");
    OptionalProgram.require("varnishd");
    Path output = folder.resolve("output");
    ProcessBuilder script =
        new ProcessBuilder(ROOT.resolve("bench/hit-cost").toString(), "--short")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    script.environment().put("HEADWATER_CLASSPATH", System.getProperty("java.class.path"));
    script.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"); // quick to start
    Process running = script.start();
    try {
      assertThat(running.waitFor(5, TimeUnit.MINUTES)).as("it ended").isTrue();
    } finally {
      running.destroy(); // the script ends the servers that it started
    }
    assertThat(output)
        .content()
        .as("status %d", running.exitValue())
        .containsPattern("A hit costs, in CPU time of a bare handler.*\\nepoll( +\\S+ [0-9.]+){3}");
  }
}
