package dev.headwater.control.account.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration LEAD = Duration.ofHours(1);
  private static final Duration TOKEN = Duration.ofMinutes(15);

  private final KeySchedule schedule = new KeySchedule(LIFE, LEAD, TOKEN);
  private final SigningKey first = SigningKey.generate();
  private final SigningKey second = SigningKey.generate();
  private final KeyRing one = new KeyRing(List.of(new ScheduledKey(first, START)));
  private final KeyRing two =
      new KeyRing(
          List.of(new ScheduledKey(first, START), new ScheduledKey(second, START.plus(LIFE))));

  @Test
  void theFirstKeySignsAtOnce() {
    assertThat(schedule.nextStart(new KeyRing(List.of()), START)).contains(START);
  }

  @Test
  void theNextKeyIsMadeAheadOfItsTime() {
    Instant due = START.plus(LIFE);
    assertThat(schedule.nextStart(one, due.minus(LEAD).minusSeconds(1))).isEmpty();
    assertThat(schedule.nextStart(one, due.minus(LEAD))).contains(due);
  }

  @Test
  void aKeyThatIsLateIsPublishedAsLongAsAnyBeforeItSigns() {
    Instant late = START.plus(LIFE).plus(Duration.ofDays(90));
    assertThat(schedule.nextStart(one, late)).contains(late.plus(LEAD));
  }

  @Test
  void aKeySignsFromItsTimeOn() {
    assertThat(two.signing(START.plus(LIFE).minusMillis(1))).isEqualTo(first);
    assertThat(two.signing(START.plus(LIFE))).isEqualTo(second);
    assertThat(two.signing(START.minusSeconds(5))).as("a clock that is behind").isEqualTo(first);
  }

  @Test
  void aKeyIsKeptUntilItsLastTokenHasExpired() {
    Instant end = START.plus(LIFE).plus(LEAD).plus(TOKEN);
    assertThat(schedule.outlived(two, end.minusMillis(1))).isEmpty();
    assertThat(schedule.outlived(two, end)).containsExactly(first);
    assertThat(schedule.outlived(one, end.plus(LIFE))).as("the last one stays").isEmpty();
  }
}
