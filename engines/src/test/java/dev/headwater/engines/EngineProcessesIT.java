package dev.headwater.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProcessesIT {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  @TempDir Path folder;

  @Test
  void aProcessThatIgnoresTheSignalIsKilled() throws Exception {
    Process deaf = start("trap '' TERM; echo on; while :; do sleep 0.05; done");
    EngineProcesses processes = processes();
    assertThat(processes.stop(PATIENCE, Signal.TERMINATE)).isTrue();
    assertThat(deaf.waitFor()).isEqualTo(128 + 9);
  }

  @Test
  void otherProgramsInTheFolderAreLeftAlone() throws Exception {
    Process other = start("echo on; while :; do sleep 0.05; done");
    EngineProcesses processes = new EngineProcesses(folder.toRealPath(), "postgres");
    assertThat(processes.running()).isEmpty();
    assertThat(processes.stop(PATIENCE, Signal.TERMINATE)).isTrue();
    assertThat(other.isAlive()).isTrue();
    other.destroyForcibly().waitFor();
  }

  @Test
  void nothingToStopIsStopped() throws Exception {
    assertThat(new EngineProcesses(folder.toRealPath(), "bash").stop(PATIENCE, Signal.TERMINATE))
        .isTrue();
  }

  /** Runs until the script has said so: what it does before that is in force. */
  private Process start(String script) throws IOException {
    Process process = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).start();
    assertThat(process.inputReader().readLine()).isEqualTo("on");
    return process;
  }

  private EngineProcesses processes() throws IOException {
    return new EngineProcesses(folder.toRealPath(), "bash");
  }
}
