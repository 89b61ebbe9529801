package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.TokenKeyChange;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenVerification;
import dev.headwater.platform.token.TokenVerifier;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaybackIT {
  private static final String EPOCH = "00000000000000e1";

  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);

  private String newTitle(String visibility) {
    return publisher
        .post("titles", new JsonObject().put("name", "Rain").put("visibility", visibility))
        .json()
        .getString("id");
  }

  private String published(String visibility) {
    String id = newTitle(visibility);
    control.publish(id, EPOCH);
    return id;
  }

  private static ApiClient.Answer play(ApiClient client, String id) {
    return client.post("titles/" + id + "/playback", new JsonObject());
  }

  @Test
  void anybodyPlaysAPublicTitle() {
    String id = published("public");
    ApiClient.Answer answer = play(control.anonymous(), id);
    assertThat(answer.status()).isEqualTo(200);
    String root = TestControlPlane.DATA_PLANE + "/vod/" + id + "/" + EPOCH;
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject()
                .put("name", "Rain")
                .put("hls", root + "/index.m3u8")
                .put("dash", root + "/manifest.mpd")
                .put("posterUrl", root + "/poster.jpg"));
    assertThat(play(control.person(Role.VIEWER), id).status()).isEqualTo(200);
  }

  @Test
  void whoMayPlayAPrivateTitleGetsATokenThatOpensIt() {
    String id = published("private");
    JsonObject playback = play(publisher, id).json();
    String token = playback.getString("token");
    String root = TestControlPlane.DATA_PLANE + "/t/" + token + "/vod/" + id + "/" + EPOCH;
    assertThat(playback.getString("hls")).isEqualTo(root + "/index.m3u8");
    assertThat(playback.getString("posterUrl")).isEqualTo(root + "/poster.jpg");
    assertThat(Instant.parse(playback.getString("expiresAt")))
        .isBetween(Instant.now().plusSeconds(21_000), Instant.now().plusSeconds(21_600));
    assertThat(new TokenVerifier(keys(control)).verify(token))
        .isInstanceOfSatisfying(
            TokenVerification.Signed.class,
            signed -> {
              assertThat(signed.claims().opens("/vod/" + id + "/" + EPOCH + "/index.m3u8"))
                  .isTrue();
              assertThat(signed.claims().life().issuedAt())
                  .isBetween(Instant.now().minusSeconds(60), Instant.now());
              assertThat(signed.claims().limits()).isEqualTo(PlaybackClaims.Limits.NONE);
            });
  }

  /** As nodes are told of them. */
  static List<TokenKey> keys(TestControlPlane control) {
    Envelope envelope = new Envelope(List.of(TestControlPlane.SEALING_KEY));
    List<TokenKey> keys = new ArrayList<>();
    control
        .query("select body from feed where type = 'token-key' order by sequence")
        .forEach(row -> {
          FeedChange change = FeedChange.of("token-key", row.getJsonObject("body"));
          ((TokenKeyChange) change).key(envelope).ifPresent(keys::add);
        });
    return keys.stream().distinct().toList();
  }

  @Test
  void othersDoNotPlayAPrivateTitle() {
    String id = published("private");
    assertThat(play(control.anonymous(), id).status()).isEqualTo(401);
    assertThat(play(control.person(Role.VIEWER), id).status()).isEqualTo(404);
    assertThat(play(control.person(Role.PUBLISHER), id).status()).isEqualTo(404);
    assertThat(play(control.person(Role.OPERATOR), id).status()).isEqualTo(200);
  }

  @Test
  void aBadTokenIsNotTakenForNone() {
    assertThat(play(control.anonymous().with("a.b.c"), published("public")).status())
        .isEqualTo(401);
  }

  @Test
  void whatIsNotReadyOrNotThereIsNotPlayed() {
    String draft = newTitle("public");
    ApiClient.Answer early = play(publisher, draft);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.detail()).contains("draft");
    assertThat(play(publisher, "nope").status()).isEqualTo(404);
    assertThat(play(control.anonymous(), draft).status()).isEqualTo(401);
    String deleted = published("public");
    publisher.delete("titles/" + deleted);
    assertThat(play(publisher, deleted).status()).isEqualTo(410);
  }

  @Test
  void theBodyMayBeLeftOutOrNameTheClient() {
    String id = published("public");
    String path = "/api/v1/titles/" + id + "/playback";
    assertThat(publisher.send("POST", path, BodyPublishers.noBody()).status()).isEqualTo(200);
    assertThat(
            publisher
                .post("titles/" + id + "/playback", new JsonObject().put("client", "console"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aTitleTellsWhereItsPosterIs() {
    String open = published("public");
    String closed = published("private");
    assertThat(publisher.get("titles/" + open).json().getString("posterUrl"))
        .isEqualTo(TestControlPlane.DATA_PLANE + "/vod/" + open + "/" + EPOCH + "/poster.jpg");
    assertThat(publisher.get("titles/" + closed).json().getString("posterUrl"))
        .startsWith(TestControlPlane.DATA_PLANE + "/t/")
        .endsWith("/vod/" + closed + "/" + EPOCH + "/poster.jpg");
  }
}
