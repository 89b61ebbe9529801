package dev.headwater.control.account.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Limit TWICE = new Limit("test", 2, WINDOW);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final LocalBuckets buckets = new LocalBuckets(new WallClock(now::get));

  private boolean take(Limit limit, String subject) {
    return buckets.bucket(limit, subject).tryConsume(1);
  }

  @Test
  void whatIsTakenCountsForItsSubjectAlone() {
    assertThat(take(TWICE, "a")).isTrue();
    assertThat(take(TWICE, "a")).isTrue();
    assertThat(take(TWICE, "a")).isFalse();
    assertThat(take(TWICE, "b")).isTrue();
    assertThat(take(new Limit("other", 2, WINDOW), "a")).isTrue();
  }

  @Test
  void theWindowBeginsWithTheFirst() {
    take(TWICE, "a");
    now.set(START.plus(Duration.ofMinutes(10)));
    take(TWICE, "a");
    assertThat(buckets.bucket(TWICE, "a").estimateAbilityToConsume(1).getNanosToWaitForRefill())
        .isEqualTo(Duration.ofMinutes(5).toNanos());
  }

  @Test
  void afterItsWindowASubjectBeginsAnew() {
    take(TWICE, "a");
    take(TWICE, "a");
    now.set(START.plus(WINDOW));
    assertThat(take(TWICE, "a")).isTrue();
  }

  @Test
  void aForgottenSubjectBeginsAnew() {
    take(TWICE, "a");
    take(TWICE, "a");
    buckets.forget(TWICE, "a");
    assertThat(take(TWICE, "a")).isTrue();
  }
}
