package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.platform.token.TokenVerification;
import dev.headwater.platform.token.TokenVerifier;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LivePlaybackIT {
  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);

  private String channel(String visibility) {
    return publisher
        .post("channels", new JsonObject().put("name", "Rain").put("visibility", visibility))
        .json()
        .getString("id");
  }

  private static ApiClient.Answer play(ApiClient client, String id) {
    return client.post("channels/" + id + "/playback", new JsonObject());
  }

  @Test
  void anybodyPlaysAPublicChannelAlsoBeforeMediaComes() {
    String id = channel("public");
    String root = TestControlPlane.DATA_PLANE + "/live/" + id;
    ApiClient.Answer answer = play(control.anonymous(), id);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject()
                .put("name", "Rain")
                .put("hls", root + "/index.m3u8")
                .put("dash", root + "/manifest.mpd"));
    assertThat(
            publisher
                .send("POST", "/api/v1/channels/" + id + "/playback", BodyPublishers.noBody())
                .status())
        .isEqualTo(200);
  }

  @Test
  void whoMayPlayAPrivateChannelGetsATokenThatOpensIt() {
    String id = channel("private");
    JsonObject playback = play(publisher, id).json();
    String token = playback.getString("token");
    assertThat(playback.getString("hls"))
        .isEqualTo(TestControlPlane.DATA_PLANE + "/t/" + token + "/live/" + id + "/index.m3u8");
    assertThat(Instant.parse(playback.getString("expiresAt")))
        .isBetween(
            Instant.now().plus(Duration.ofHours(12)).minusSeconds(60),
            Instant.now().plus(Duration.ofHours(12)));
    assertThat(new TokenVerifier(PlaybackIT.keys(control)).verify(token))
        .isInstanceOfSatisfying(
            TokenVerification.Signed.class,
            signed -> {
              assertThat(signed.claims().opens("/live/" + id + "/720p/index.m3u8")).isTrue();
              assertThat(signed.claims().opens("/live/" + id + "x/index.m3u8")).isFalse();
            });
  }

  @Test
  void othersDoNotPlayAPrivateChannel() {
    String id = channel("private");
    assertThat(play(control.anonymous(), id).status()).isEqualTo(401);
    assertThat(play(control.person(Role.VIEWER), id).status()).isEqualTo(404);
    assertThat(play(control.person(Role.PUBLISHER), id).status()).isEqualTo(404);
    assertThat(play(control.person(Role.OPERATOR), id).status()).isEqualTo(200);
    assertThat(play(publisher, "nope").status()).isEqualTo(404);
  }
}
