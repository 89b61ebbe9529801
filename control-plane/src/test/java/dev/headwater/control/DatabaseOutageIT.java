package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.PostgresAddress;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseOutageIT {
  /** The time limit of the settings below, twice: for a connection and for a statement. */
  private static final Duration QUICK = Duration.ofSeconds(6);

  private Relay relay;
  private TestControlPlane control;
  private ApiClient admin;

  @BeforeEach
  void start() {
    PostgresAddress real = SharedEngines.freshDatabase();
    relay = new Relay(real.host(), real.port());
    PostgresAddress through =
        new PostgresAddress(
            "127.0.0.1", relay.port(), real.database(), real.user(), real.password());
    control = TestControlPlane.start(through, Map.of("database.timeout", "2s"));
    admin = control.admin();
  }

  @AfterEach
  void close() {
    relay.cut();
    control.close();
    relay.close();
  }

  private static void assertUnavailable(ApiClient.Answer answer, Instant asked) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(Duration.between(asked, Instant.now())).isLessThan(QUICK);
  }

  private ApiClient.Answer logIn() {
    return control
        .anonymous()
        .post(
            "auth/login",
            new JsonObject()
                .put("email", TestControlPlane.ADMIN_EMAIL)
                .put("password", TestControlPlane.ADMIN_PASSWORD));
  }

  @Test
  void whileTheDatabaseIsDownCallsAreRefusedAndAfterwardsGoOn() {
    relay.cut();
    assertUnavailable(admin.get("titles"), Instant.now());
    assertUnavailable(logIn(), Instant.now());
    relay.open();
    assertThat(admin.get("titles").status()).isEqualTo(200);
  }

  @Test
  void aDatabaseThatIsSilentDoesNotMakeCallsHang() {
    relay.silence();
    assertUnavailable(admin.get("titles"), Instant.now());
    assertUnavailable(
        admin.post("titles", new JsonObject().put("name", "x").put("visibility", "public")),
        Instant.now());
  }

  @Test
  void readinessTellsOfTheDatabase() {
    ApiClient door = new ApiClient(control.server().adminPort(), "");
    assertThat(door.send("GET", "/health/ready", BodyPublishers.noBody()).status()).isEqualTo(200);
    relay.cut();
    assertThat(door.send("GET", "/health/ready", BodyPublishers.noBody()).status()).isEqualTo(503);
    assertThat(door.send("GET", "/health/live", BodyPublishers.noBody()).status()).isEqualTo(200);
  }
}
