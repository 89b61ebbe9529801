package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A control plane on which a person may play two private titles at once. */
class StreamLimitIT {
  private static TestControlPlane control;

  @BeforeAll
  static void start() {
    control =
        TestControlPlane.start(
            Map.of(
                "accounts.self-registration",
                "true",
                "playback.max-streams",
                "2",
                "playback.stream-idle",
                "10s"));
  }

  @AfterAll
  static void stop() {
    control.close();
  }

  private static String title(ApiClient publisher, String visibility) {
    String id =
        publisher
            .post("titles", new JsonObject().put("name", "Rain").put("visibility", visibility))
            .json()
            .getString("id");
    control.publish(id, "00000000000000e1");
    return id;
  }

  private static ApiClient.Answer play(ApiClient person, String title) {
    return person.post("titles/" + title + "/playback", new JsonObject());
  }

  private static JsonObject claims(ApiClient.Answer played) {
    assertThat(played.status()).isEqualTo(200);
    String claims = played.json().getString("token").split("\\.", -1)[1];
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(claims)));
  }

  private static void until(BooleanSupplier so) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }

  @Test
  void whoPlaysAsMuchAsTheyMayHasToEndOneFirst() {
    ApiClient publisher = control.person(Role.PUBLISHER);
    String title = title(publisher, "private");
    JsonObject first = claims(play(publisher, title));
    assertThat(first.getInteger("max")).isEqualTo(2);
    assertThat(play(publisher, title).status()).isEqualTo(200);
    ApiClient.Answer third = play(publisher, title);
    assertThat(third.status()).isEqualTo(403);
    assertThat(third.json().getString("type")).endsWith("too-many-streams");

    assertThat(publisher.get("titles/" + title).json().getString("posterUrl"))
        .as("a picture is no stream")
        .contains("/t/");
    assertThat(play(publisher, title(publisher, "public")).status()).isEqualTo(200);
    assertThat(play(control.admin(), title).status()).as("of another person").isEqualTo(200);

    TestNode node = TestNode.of(control, "edge-1");
    until(() -> {
      node.reportStream(first.getString("sub"), first.getString("sid"));
      return play(publisher, title).status() == 200; // the second one has ended
    });
    assertThat(play(publisher, title).status()).as("the first one goes on").isEqualTo(403);
  }
}
