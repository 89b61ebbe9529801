package dev.headwater.edge.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.testing.OptionalProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/functions --short}: that the script runs; what it measures so says nothing. */
class FunctionCostIT {
  private static final Path ROOT =
      Path.of(System.getProperty("headwater.root", "..")).toAbsolutePath();

  @TempDir Path folder;

  @Test
  void theScriptMeasuresEveryNode() throws IOException, InterruptedException {
    OptionalProgram.require("wrk");
    OptionalProgram.require("wat2wasm");
    Path output = folder.resolve("output");
    ProcessBuilder script =
        new ProcessBuilder(ROOT.resolve("bench/functions").toString(), "--short")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    script.environment().put("HEADWATER_CLASSPATH", System.getProperty("java.class.path"));
    script.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"); // quick to start
    Process running = script.start();
    try {
      assertThat(running.waitFor(5, TimeUnit.MINUTES)).as("it ended").isTrue();
    } finally {
      running.destroy(); // the script ends the nodes that it started
    }
    assertThat(output)
        .content()
        .as("status %d", running.exitValue())
        .containsPattern("(?s)\\nnone +[0-9].*\\njavascript +[0-9].*\\nwebassembly +[0-9]");
  }
}
