package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances with one database and one Redis, to which one of them may lose its way. */
class SessionStateIT {
  /** Twice the time limit for Redis below, and what a call takes on a busy machine. */
  private static final Duration QUICK = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PostgresAddress database = SharedEngines.freshDatabase();
  private final RedisEngine redis = SharedEngines.redisState();
  private final Relay relay = new Relay(redis.host(), redis.port());
  private final TestControlPlane one = TestControlPlane.start(database, Map.of());
  private final TestControlPlane cutOff =
      TestControlPlane.start(
          database,
          Map.of("redis.state", "redis://127.0.0.1:" + relay.port(), "redis.timeout", "250ms"));

  @AfterEach
  void close() {
    relay.cut();
    cutOff.close();
    one.close();
    relay.close();
  }

  private static JsonObject logIn(TestControlPlane control) {
    return control
        .anonymous()
        .post(
            "auth/login",
            new JsonObject()
                .put("email", TestControlPlane.ADMIN_EMAIL)
                .put("password", TestControlPlane.ADMIN_PASSWORD))
        .json();
  }

  private static int call(TestControlPlane control, JsonObject session) {
    return control
        .anonymous()
        .with(session.getString("accessToken"))
        .get("titles?limit=1")
        .status();
  }

  private static void logOut(TestControlPlane control, JsonObject session) {
    JsonObject token = new JsonObject().put("refreshToken", session.getString("refreshToken"));
    assertThat(control.anonymous().post("auth/logout", token).status()).isEqualTo(204);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(50);
    }
  }

  @Test
  void whatOneInstanceEndsIsOverAtTheOtherAtOnce() {
    JsonObject session = logIn(one);
    assertThat(call(cutOff, session)).isEqualTo(200);
    logOut(one, session);
    assertThat(call(cutOff, session)).isEqualTo(401);
  }

  @Test
  void withoutRedisTheDatabaseKnows() {
    JsonObject session = logIn(one);
    JsonObject ended = logIn(one);
    relay.cut();
    logOut(one, ended);
    assertThat(call(cutOff, session)).isEqualTo(200);
    assertThat(call(cutOff, ended)).isEqualTo(401);
    assertThat(call(cutOff, logIn(cutOff))).as("a session that Redis never saw").isEqualTo(200);
  }

  @Test
  void aSilentRedisMakesNobodyWaitForLong() {
    JsonObject session = logIn(one);
    relay.silence();
    for (int i = 0; i < 3; i++) {
      Instant asked = Instant.now();
      assertThat(call(cutOff, session)).isEqualTo(200);
      assertThat(Duration.between(asked, Instant.now())).isLessThan(QUICK);
    }
  }

  /** Where the instance that ends a session can't tell, another one does. */
  @Test
  void anEndThatRedisMissedReachesItLater() throws InterruptedException {
    JsonObject session = logIn(one);
    assertThat(call(one, session)).isEqualTo(200);
    relay.cut();
    logOut(cutOff, session);
    assertThat(call(cutOff, session)).isEqualTo(401);
    await(() -> call(one, session) == 401);
    await(() -> one.query("select 1 from sessions where end_untold").size() == 0);
  }

  @Test
  void aRedisThatForgotEverythingIsToldByTheDatabase() {
    JsonObject session = logIn(one);
    JsonObject ended = logIn(one);
    logOut(one, ended);
    RedisKeys.deleteAll(redis, "headwater:session:*");
    assertThat(call(one, session)).isEqualTo(200);
    assertThat(call(one, ended)).isEqualTo(401);
    assertThat(RedisKeys.count(redis, "headwater:session:*")).isPositive();
  }

  @Test
  void expiredSessionsAreRefused() {
    JsonObject session = logIn(one);
    one.query("update sessions set expires_at = now() - interval '1 second'");
    RedisKeys.deleteAll(redis, "headwater:session:*");
    assertThat(call(one, session)).isEqualTo(401);
  }
}
