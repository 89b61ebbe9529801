package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command that sends a test signal, against a whole system. */
@ExtendWith(SharedSystem.class)
class ChannelTestIT {

  @Test
  void aChannelThatIsMadeForItTakesTheSignal(RunningSystem system) {
    ProgramRun run = system.command("channel", "test", "--new", "A test", "--for", "6s");
    assertThat(run.output())
        .containsPattern("channel: c\\w+\nhls: http\\S+/index.m3u8\n")
        .containsPattern("s behind the clock")
        .containsPattern("first media after \\d+\\.\\d s; behind the clock");
    String id = run.output().lines().findFirst().orElseThrow().substring("channel: ".length());
    assertThat(system.controlPlane().channel(id).getString("name")).isEqualTo("A test");
  }

  @Test
  void aChannelThatIsNotThereIsAFailure(RunningSystem system) {
    ProgramRun run = system.command("channel", "test", "caaaaaaaaaaaaaaaa", "--for", "5s");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors()).startsWith("headwater: ");
  }
}
