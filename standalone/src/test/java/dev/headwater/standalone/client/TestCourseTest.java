package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestCourseTest {
  private static final Instant BEGUN = Instant.parse("2026-03-01T12:00:00Z");
  private final TestCourse course = new TestCourse(BEGUN);

  private String look(int second, double end, long rate) {
    Instant at = BEGUN.plusNanos((long) (end * 1e9));
    return course.look(
        BEGUN.plusSeconds(second), Optional.of(new NewestMedia(at, Duration.ofSeconds(3))), rate);
  }

  private void lookInVain(int second) {
    assertThat(course.look(BEGUN.plusSeconds(second), Optional.empty(), 0)).contains("no media");
  }

  @Test
  void aLineTellsTheRateAndHowFarBehindMediaIs() {
    assertThat(look(4, 3.2, 900_000)).contains("4 s", "900 kbit/s", "0.80 s behind");
    assertThat(course.failure()).isEmpty();
    assertThat(course.toJson().getDouble("latencySeconds")).isEqualTo(0.8);
    assertThat(course.toJson().getLong("bitsPerSecond")).isEqualTo(900_000);
  }

  @Test
  void withoutMediaForTenSecondsItHasFailed() {
    lookInVain(9);
    assertThat(course.isHopeless(BEGUN.plusSeconds(10))).isFalse();
    assertThat(course.isHopeless(BEGUN.plusSeconds(11))).isTrue();
    assertThat(course.failure()).hasValue("no media appeared within 10 s");
  }

  @Test
  void aStallIsCountedOnceUntilMediaGoesOn() {
    look(1, 0.5, 0);
    for (int second = 2; second < 8; second++) {
      look(second, 0.5, 0);
    }
    assertThat(look(8, 0.5, 0)).endsWith("stalled");
    assertThat(look(9, 8.5, 0)).endsWith("behind the clock");
    assertThat(course.failure()).hasValue("media stalled: 1 times");
    assertThat(course.toString()).contains("7.50 s at most", "1 stalls");
  }
}
