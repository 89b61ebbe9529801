package dev.headwater.control.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceptionTest {
  private static final Instant TOLD_AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant SINCE = TOLD_AT.minusSeconds(60);
  private static final Duration ENDED_AFTER = Duration.ofMinutes(5);

  /** Times of the result are seconds after the last report. */
  @ParameterizedTest(name = "told {0} and then silent for {1} s: {2} since {3} s")
  @CsvSource(
      textBlock =
          """
          IDLE,  1000, IDLE,  -60
          LIVE,  0,    LIVE,  -60
          LIVE,  9,    LIVE,  -60
          LIVE,  10,   STALE, 0
          LIVE,  299,  STALE, 0
          LIVE,  300,  ENDED, 300
          STALE, 9,    STALE, -60
          STALE, 10,   STALE, -60
          STALE, 300,  ENDED, 300
          ENDED, 9,    ENDED, -60
          ENDED, 1000, ENDED, -60
          """)
  void whatIsNotConfirmedIsStaleAndLaterEnded(
      ChannelState told, long silentSeconds, ChannelState expected, long sinceSeconds) {
    Reception reception = new Reception(told, SINCE, Optional.of("edge-1"), 5, Optional.empty());
    Reception now = reception.asOf(TOLD_AT.plusSeconds(silentSeconds), TOLD_AT, ENDED_AFTER);
    assertThat(now.state()).isEqualTo(expected);
    assertThat(now.since()).isEqualTo(TOLD_AT.plusSeconds(sinceSeconds));
    assertThat(now.node()).contains("edge-1");
  }
}
