package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulseTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Terms LOW =
      new Terms(
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));

  private final Pulse pulse = new Pulse(LOW);

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  @Test
  void whatHasNotBegunIsSilent() {
    assertThat(pulse.isSilent(START)).isTrue();
    assertThat(pulse.steadyFor(START)).isZero();
  }

  /** Apart as ever, and a part more. */
  @ParameterizedTest
  @CsvSource({"333, 690", "2000, 2360", "4000, 4360"})
  void itIsSilentOnceItIsLongerApartThanItEverWas(long apartMillis, long silentMillis) {
    long last = 30_000 / apartMillis * apartMillis;
    for (long at = 0; at <= last; at += apartMillis) {
      pulse.beat(at(at));
    }
    assertThat(pulse.isSilent(at(last + apartMillis))).isFalse();
    assertThat(pulse.isSilent(at(last + silentMillis))).isTrue();
    assertThat(pulse.steadyFor(at(last))).isEqualTo(Duration.ofMillis(last));
  }

  /** It may turn out to send whole segments. */
  @Test
  void whatHasJustBegunHasTime() {
    pulse.beat(START);
    pulse.beat(at(333));
    assertThat(pulse.isSilent(at(5_000))).isFalse();
    assertThat(pulse.isSilent(at(7_000))).isTrue();
  }

  @Test
  void aPauseOfLongAgoIsForgotten() {
    pulse.beat(START);
    pulse.beat(at(3_000));
    for (long at = 3_300; at <= 40_000; at += 300) {
      pulse.beat(at(at));
    }
    assertThat(pulse.isSilent(at(40_900))).isTrue();
  }

  @Test
  void afterSilenceItBeginsAnew() {
    for (long at = 0; at <= 12_000; at += 300) {
      pulse.beat(at(at));
    }
    pulse.beat(at(20_000));
    assertThat(pulse.steadyFor(at(20_500))).isEqualTo(Duration.ofMillis(500));
    pulse.stop();
    assertThat(pulse.isSilent(at(20_000))).isTrue();
  }
}
