package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginThrottleIT {
  /** Nothing listens there. */
  private static final String NO_REDIS = "redis://127.0.0.1:1";

  private static ApiClient.Answer logIn(TestControlPlane control, String email, String password) {
    return control
        .anonymous()
        .post("auth/login", new JsonObject().put("email", email).put("password", password));
  }

  private static Map<String, String> settings(boolean redis, String limit) {
    Map<String, String> limits =
        Map.of(limit, "3", "accounts.failure-window", "1h", "accounts.self-registration", "true");
    if (redis) {
      return limits;
    }
    Map<String, String> without = new HashMap<>(limits);
    without.put("redis.state", NO_REDIS);
    return without;
  }

  @ParameterizedTest(name = "with Redis: {0}")
  @ValueSource(booleans = {true, false})
  void anAccountThatFailedTooOftenHasToWait(boolean redis) {
    String email = "guessed" + redis + "@example.org";
    try (TestControlPlane control =
        TestControlPlane.start(settings(redis, "accounts.failures-per-account"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(logIn(control, email, "wrong").status()).isEqualTo(401);
      }
      ApiClient.Answer refused = logIn(control, email, "wrong");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3500, 3600);
      assertThat(control.admin().get("titles").status())
          .as("others are not locked out")
          .isEqualTo(200);
    }
  }

  @Test
  void successForgetsTheFailuresOfAnAccount() {
    try (TestControlPlane control =
        TestControlPlane.start(settings(true, "accounts.failures-per-account"))) {
      for (int round = 0; round < 3; round++) {
        assertThat(logIn(control, TestControlPlane.ADMIN_EMAIL, "wrong").status()).isEqualTo(401);
        assertThat(logIn(control, TestControlPlane.ADMIN_EMAIL, "wrong").status()).isEqualTo(401);
        control.admin();
      }
    }
  }

  @Test
  void anAddressThatFailedTooOftenHasToWait() {
    Map<String, String> settings = settings(false, "accounts.failures-per-address");
    try (TestControlPlane control = TestControlPlane.start(settings)) {
      for (int i = 0; i < 3; i++) {
        assertThat(logIn(control, "spray" + i + "@example.org", "wrong").status()).isEqualTo(401);
      }
      assertThat(logIn(control, "spray@example.org", "wrong").status()).isEqualTo(429);
    }
  }

  @Test
  void failuresAtOneInstanceCountAtTheOther() {
    Map<String, String> settings = settings(true, "accounts.failures-per-account");
    String email = "shared@example.org";
    try (TestControlPlane one = TestControlPlane.start(settings);
        TestControlPlane other = TestControlPlane.start(one.database(), settings)) {
      assertThat(logIn(one, email, "wrong").status()).isEqualTo(401);
      assertThat(logIn(one, email, "wrong").status()).isEqualTo(401);
      assertThat(logIn(other, email, "wrong").status()).isEqualTo(401);
      assertThat(logIn(other, email, "wrong").status()).isEqualTo(429);
      assertThat(logIn(one, email, "wrong").status()).isEqualTo(429);
    }
  }

  @ParameterizedTest(name = "with Redis: {0}")
  @ValueSource(booleans = {true, false})
  void manyGuessesAtOnceAreNoWayRoundTheLimit(boolean redis) {
    String email = "stormed" + redis + "@example.org";
    try (TestControlPlane control =
            TestControlPlane.start(settings(redis, "accounts.failures-per-account"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Integer>> guesses =
          IntStream.range(0, 12)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(
                      () -> logIn(control, email, "wrong").status(), threads))
              .toList();
      List<Integer> answers = guesses.stream().map(CompletableFuture::join).toList();
      assertThat(answers).containsOnly(401, 429);
      assertThat(Collections.frequency(answers, 401)).isEqualTo(3);
    }
  }

  @Test
  void sessionsGoOnWithoutRedis() {
    try (TestControlPlane control = TestControlPlane.start(Map.of("redis.state", NO_REDIS))) {
      ApiClient.Answer session =
          logIn(control, TestControlPlane.ADMIN_EMAIL, TestControlPlane.ADMIN_PASSWORD);
      assertThat(session.status()).isEqualTo(200);
      JsonObject refresh =
          new JsonObject().put("refreshToken", session.json().getString("refreshToken"));
      assertThat(control.anonymous().post("auth/refresh", refresh).status()).isEqualTo(200);
    }
  }
}
