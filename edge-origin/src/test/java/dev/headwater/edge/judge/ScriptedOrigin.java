package dev.headwater.edge.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;

/**
 * The suite's origin server in a process of its own, which ends with this one. Confined to one
 * thread.
 */
final class ScriptedOrigin implements AutoCloseable {
  private final Process process;
  private final int port;

  private ScriptedOrigin(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static ScriptedOrigin start(String node, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(List.of(node, "origin.mjs"))
            .directory(folder.toFile())
            .redirectError(folder.resolve("origin.log").toFile())
            .start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IllegalStateException("origin: ended (expected: its port); see origin.log");
    }
    return new ScriptedOrigin(process, Integer.parseInt(line));
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
