package dev.headwater.standalone.planes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.publication.Publication;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Playback tokens on two nodes that are told of keys and revocations by the feed. */
class TokenIT {
  private static final int NODES = 2;

  @TempDir Path folder;
  private Planes planes;
  private String title;

  @BeforeEach
  void start() {
    planes = new Planes(folder, 1, NODES);
    title = planes.privateTitle();
    planes.put(Planes.path(title, 0), "bytes");
  }

  @AfterEach
  void stop() {
    planes.close();
  }

  private int status(int node, String token) {
    try {
      return planes.get(node, "/t/" + token + Planes.path(title, 0)).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertAll(String token, int status) {
    for (int node = 0; node < NODES; node++) {
      assertThat(status(node, token)).as("node %d", node).isEqualTo(status);
    }
  }

  private static JsonObject part(String token, int index) {
    return new JsonObject(
        Buffer.buffer(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index])));
  }

  private static String kid(String token) {
    return part(token, 0).getString("kid");
  }

  @Test
  void keysTakeTurnsWithoutACut() {
    String before = planes.playbackToken(title);
    assertAll(before, 200);
    planes.post("token-keys/rotations", new JsonObject());
    Planes.until("the next key signs", () -> !kid(planes.playbackToken(title)).equals(kid(before)));
    assertAll(planes.playbackToken(title), 200);
    assertAll(before, 200);
  }

  @Test
  void aNodeThatMissedATurnTakesTokensOfTheNewKeyAtOnce() {
    String before = planes.playbackToken(title);
    planes.wires.get(1).cut();
    planes.post("token-keys/rotations", new JsonObject());
    Planes.until("the next key signs", () -> !kid(planes.playbackToken(title)).equals(kid(before)));
    assertAll(planes.playbackToken(title), 200); // it had the key before
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "session", "viewer", "title"})
  void whatWasRevokedIsRefusedOnAllNodesWithinASecond(String what) {
    String token = planes.playbackToken(title);
    String other = planes.playbackToken(title);
    assertAll(token, 200);
    assertAll(other, 200);
    String name =
        switch (what) {
          case "token" -> token;
          case "session" -> part(token, 1).getString("sid");
          case "viewer" -> part(token, 1).getString("sub");
          default -> title;
        };
    long start = System.nanoTime();
    JsonObject revoked = planes.post("revocations", new JsonObject().put(what, name));
    Planes.until(
        "it is applied",
        () ->
            planes
                .call("revocations/" + revoked.getString("id"))
                .getString("state")
                .equals("applied"));
    assertAll(token, 403);
    assertThat((System.nanoTime() - start) / 1_000_000).as("ms").isLessThan(1000);
    boolean alone = what.equals("token") || what.equals("session");
    assertAll(other, alone ? 200 : 403);
    assertAll(planes.playbackToken(title), 200); // it was issued later
  }

  @Test
  void aNodeThatStartsWithoutAControlPlaneKnowsKeysAndRevocations() {
    String good = planes.playbackToken(title);
    String bad = planes.playbackToken(title);
    JsonObject revoked =
        planes.post("revocations", new JsonObject().put("session", part(bad, 1).getString("sid")));
    Planes.until(
        "it is applied",
        () ->
            planes
                .call("revocations/" + revoked.getString("id"))
                .getString("state")
                .equals("applied"));
    planes.stopControl();
    planes.restart(0);
    assertThat(status(0, good)).isEqualTo(200);
    assertThat(status(0, bad)).isEqualTo(403);
  }

  @Test
  void aTokenIsInNoCacheKeyAndOpensNothingElse() throws IOException {
    String token = planes.playbackToken(title);
    assertAll(token, 200);
    assertThat(planes.get(0, Planes.path(title, 0)).statusCode()).isEqualTo(403);
    assertThat(
            planes
                .get(0, "/t/" + planes.playbackToken(title) + Planes.path(title, 0))
                .headers()
                .firstValue("Cache-Status")
                .orElse(""))
        .contains("hit")
        .doesNotContain(token);
    String other = planes.privateTitle();
    planes.put(Planes.path(other, 0), "other");
    assertThat(planes.get(0, "/t/" + token + Planes.path(other, 0)).statusCode()).isEqualTo(403);
    assertThat(Publication.path(other, Planes.EPOCH)).doesNotContain(title);
  }
}
