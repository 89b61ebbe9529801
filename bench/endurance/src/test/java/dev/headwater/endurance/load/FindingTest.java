package dev.headwater.endurance.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.endurance.load.Answer.Ending;
import dev.headwater.endurance.load.Copies.Duty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
  @ParameterizedTest
  @CsvSource({
    "HIT, 200, 'Headwater;hit;ttl=5', WHOLE, 1, GOOD",
    "NONE, 200, 'Headwater;fwd=uri-miss;stored', WHOLE, 1, GOOD",
    "HIT, 304, 'Headwater;hit', WHOLE, 1, GOOD",
    "NONE, 502, '', WHOLE, 1, ALLOWED_ERROR",
    "NONE, 504, '', WHOLE, 9000, LATE_ERROR",
    "ANSWER, 503, '', WHOLE, 1, ERROR_FOR_STALE",
    "HIT, 503, '', WHOLE, 1, REFUSED_HIT",
    "NONE, 500, 'Headwater;hit', WHOLE, 1, REFUSED_HIT",
    "HIT, 200, 'Headwater;hit', CUT, 1, CUT_HIT",
    "NONE, 200, 'Headwater;fwd=uri-miss', CUT, 1, CUT_MISS",
    "NONE, 200, 'Headwater;fwd=uri-miss', WRONG, 1, WRONG_BYTES",
    "HIT, 200, 'Headwater;hit', LEFT, 1, LEFT",
    "NONE, 0, '', CUT, 1, NO_ANSWER",
    "NONE, 404, '', WHOLE, 1, UNEXPECTED_STATUS"
  })
  void anAnswerIsJudgedByWhatTheNodeOwed(
      Duty duty, int status, String cacheStatus, Ending ending, long millis, Finding finding) {
    Answer answer = new Answer(status, CacheNote.of(cacheStatus), ending, "", millis, millis);
    assertThat(Finding.of(duty, answer)).isEqualTo(finding);
  }
}
