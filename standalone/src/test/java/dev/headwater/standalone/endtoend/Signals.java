package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Sends what Java has no call for. */
final class Signals {
  private Signals() {}

  /** What Ctrl-C sends. */
  static void interrupt(long pid) {
    send("INT", pid);
  }

  /**
   * @param signal by its name, as {@code STOP}
   */
  static void send(String signal, long pid) {
    ProgramRun kill =
        ProgramRun.of(
            new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, pid)),
            Duration.ofSeconds(10));
    assertThat(kill.status()).as(kill.errors()).isZero();
  }
}
