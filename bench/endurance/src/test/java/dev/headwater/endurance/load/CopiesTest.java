package dev.headwater.endurance.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.endurance.content.Resource;
import dev.headwater.endurance.content.Terms;
import dev.headwater.endurance.load.Answer.Ending;
import dev.headwater.endurance.load.Copies.Duty;
import org.junit.jupiter.api.Test;

class CopiesTest {
  private static final Resource STALE = new Resource(Terms.STALE, 10, 1);
  private static final Resource STRICT = new Resource(Terms.STRICT, 10, 1);
  private static final Resource PASSING = new Resource(Terms.PASSING, 10, 1);

  private final Copies copies = Copies.ofNodeWithRoom();

  private void answer(Resource resource, Ending ending) {
    copies.answered(
        resource,
        new Answer(200, CacheNote.of("Headwater;fwd=uri-miss;stored;ttl=3"), ending, "", 1, 1),
        10_000);
  }

  @Test
  void nothingIsOwedOfWhatWasNeverAnswered() {
    assertThat(copies.duty(STALE, 10_000)).isEqualTo(Duty.NONE);
  }

  @Test
  void aHitIsOwedWhileTheCopyIsFresh() {
    answer(STALE, Ending.WHOLE);
    assertThat(copies.duty(STALE, 11_000)).isEqualTo(Duty.HIT);
  }

  @Test
  void anAnswerIsOwedOnceItIsStale() {
    answer(STALE, Ending.WHOLE);
    assertThat(copies.duty(STALE, 60_000)).isEqualTo(Duty.ANSWER);
  }

  @Test
  void nothingIsOwedOfWhatMustNotBeStale() {
    answer(STRICT, Ending.WHOLE);
    assertThat(copies.duty(STRICT, 60_000)).isEqualTo(Duty.NONE);
  }

  @Test
  void nothingIsOwedOfWhatMayNotBeKeptOrWasCutShort() {
    answer(PASSING, Ending.WHOLE);
    answer(STALE, Ending.CUT);
    assertThat(copies.duty(PASSING, 11_000)).isEqualTo(Duty.NONE);
    assertThat(copies.duty(STALE, 11_000)).isEqualTo(Duty.NONE);
  }
}
