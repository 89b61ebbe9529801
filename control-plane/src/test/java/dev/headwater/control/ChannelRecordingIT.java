package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of recordings; what workers make of them is seen where there are encoders. */
class ChannelRecordingIT {
  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private String channel(String visibility, int dvrSeconds) {
    return publisher
        .post(
            "channels",
            new JsonObject()
                .put("name", "Rain")
                .put("visibility", visibility)
                .put("dvrSeconds", dvrSeconds))
        .json()
        .getString("id");
  }

  private static JsonObject order(Instant from, Instant to) {
    return new JsonObject()
        .put("from", from.toString())
        .put("to", to.toString())
        .put("name", "Rain, the storm");
  }

  private static String path(String channel) {
    return "channels/" + channel + "/recordings";
  }

  @Test
  void anOrderIsATitleAndAJobThatWaitsForTheEnd() {
    String channel = channel("public", 3600);
    Instant to = now.plusSeconds(600);
    ApiClient.Answer made = publisher.post(path(channel), order(now.minusSeconds(60), to));
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    JsonObject title = made.json();
    String id = title.getString("id");
    assertThat(made.header("Location")).isEqualTo("/api/v1/titles/" + id);
    assertThat(title.getString("name")).isEqualTo("Rain, the storm");
    assertThat(title.getString("status")).isEqualTo("uploaded");
    assertThat(title.getString("visibility")).as("of the channel").isEqualTo("public");
    assertThat(publisher.get("titles/" + id).json()).isEqualTo(title);

    Row job =
        control.query("select * from jobs where title_id = '%s'".formatted(id)).iterator().next();
    assertThat(job.getString("kind")).isEqualTo("record");
    assertThat(job.getString("channel_id")).isEqualTo(channel);
    assertThat(job.getString("record_access")).isNull();
    assertThat(job.get(OffsetDateTime.class, "record_to").toInstant()).isEqualTo(to);
    assertThat(job.get(OffsetDateTime.class, "run_after").toInstant())
        .isBetween(to, to.plusSeconds(60));
    assertThat(publisher.put("titles/" + id + "/source", BodyPublishers.ofString("x")).status())
        .isEqualTo(409);
  }

  @Test
  void theOrderSaysWhoMayWatch() {
    String channel = channel("public", 3600);
    JsonObject order = order(now.minusSeconds(60), now).put("visibility", "private");
    assertThat(publisher.post(path(channel), order).json().getString("visibility"))
        .isEqualTo("private");
  }

  /** A token for the channel, which whoever reads the database can't use. */
  @Test
  void whatOpensAPrivateChannelIsSealedBesideTheJob() {
    ApiClient.Answer ordered =
        publisher.post(path(channel("private", 3600)), order(now.minusSeconds(60), now));
    String id = ordered.json().getString("id");
    Row job =
        control.query("select * from jobs where title_id = '%s'".formatted(id)).iterator().next();
    assertThat(job.getString("record_access")).isNotBlank().doesNotContain("eyJ");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "0, 0, before to",
    "10, 0, before to",
    "-90000, 0, at most 24 hours after from",
    "86000, 86500, at most 24 hours from now",
  })
  void timesThatCannotBeAreRefused(long from, long to, String said) {
    ApiClient.Answer refused =
        publisher.post(
            path(channel("public", 86_400)), order(now.plusSeconds(from), now.plusSeconds(to)));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains(said);
  }

  @Test
  void whatIsNoTimeOrHasNoNameIsRefused() {
    String path = path(channel("public", 3600));
    JsonObject order = order(now.minusSeconds(60), now);
    assertThat(publisher.post(path, order.copy().put("from", "-10m")).status()).isEqualTo(400);
    assertThat(publisher.post(path, order.copy().put("name", " ")).status()).isEqualTo(400);
    assertThat(publisher.post(path, order.copy().put("tags", "x")).status()).isEqualTo(400);
  }

  @Test
  void moreThanAChannelKeepsIsRefused() {
    ApiClient.Answer refused =
        publisher.post(path(channel("public", 60)), order(now.minusSeconds(61), now));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).contains("keeps the last 60 s, and 61 s");
  }

  @Test
  void onlyWhoMayChangeTheChannelRecordsIt() {
    JsonObject order = order(now.minusSeconds(60), now);
    String open = path(channel("public", 3600));
    String hidden = path(channel("private", 3600));
    ApiClient other = control.person(Role.PUBLISHER);
    assertThat(other.post(open, order).status()).isEqualTo(403);
    assertThat(other.post(hidden, order).status()).isEqualTo(404);
    assertThat(control.person(Role.VIEWER).post(open, order).status()).isEqualTo(403);
    assertThat(control.person(Role.OPERATOR).post(hidden, order).status()).isEqualTo(201);
  }
}
