package dev.headwater.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {
  /** RFC 9457, section 3.1. */
  @ParameterizedTest
  @EnumSource
  void everyRefusalIsAProblemDetail(Reason reason) {
    ApiAnswer answer = Problems.of(new RefusedException(reason, "this time"));
    assertThat(answer.status()).isEqualTo(reason.status());
    assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
    assertThat(Objects.requireNonNull(answer.body()).getMap())
        .containsEntry("status", reason.status())
        .containsEntry("title", reason.title())
        .containsEntry("detail", "this time")
        .containsKey("type");
  }

  /** RFC 9110, section 11.6.1. */
  @Test
  void whoIsUnknownIsToldHowToLogIn() {
    assertThat(Problems.of(new RefusedException(Reason.UNAUTHENTICATED, "x")).headers())
        .containsEntry("WWW-Authenticate", "Bearer realm=\"headwater\"");
  }

  /** RFC 9110, section 10.2.3. */
  @Test
  void whoMayTryAgainIsToldWhen() {
    assertThat(
            Problems.of(RefusedException.unavailable("x", Duration.ofSeconds(5), null)).headers())
        .containsEntry("Retry-After", "5");
    assertThat(Problems.of(RefusedException.tooManyAttempts("x", Duration.ofMillis(10))).headers())
        .containsEntry("Retry-After", "1");
  }
}
