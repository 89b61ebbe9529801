package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Purges of the real nginx: what is old never comes back. */
class NginxPurgeIT {
  private static final String PLAYLIST = "/vod/t1/e1/v/index.m3u8";

  @TempDir Path folder;
  private MediaOrigin origin;
  private CdnUnderTest cdn;

  @BeforeEach
  void start() throws IOException {
    origin = new MediaOrigin();
    Secrets.write(folder);
    cdn = new CdnUnderTest(Cdn.NGINX, PolicyReader.shipped(), origin.address(), folder);
  }

  @AfterEach
  void stop() {
    if (cdn != null) {
      cdn.close();
    }
    origin.close();
  }

  private int purge(String path, String... fields) {
    return cdn.send("PURGE", path, fields).join().statusCode();
  }

  private int purged(String path) {
    return purge(path, "Headwater-Purge", Secrets.PURGE);
  }

  private int purgedBelow(String prefix) {
    return purge(prefix, "Headwater-Purge", Secrets.PURGE, "Headwater-Purge-Scope", "prefix");
  }

  private String version(String path, String... fields) {
    HttpResponse<String> answer = cdn.get(path, fields);
    return answer.statusCode() == 200
        ? answer.body().replaceFirst(".*version ", "")
        : "" + answer.statusCode();
  }

  @Test
  void whoDoesNotKnowTheSecretPurgesNothing() {
    assertThat(version(PLAYLIST)).isEqualTo("1");
    origin.publish("2");
    assertThat(purge(PLAYLIST)).isEqualTo(403);
    assertThat(purge(PLAYLIST, "Headwater-Purge", "guessed")).isEqualTo(403);
    assertThat(version(PLAYLIST)).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", "true", "[]", "{}", "\"\"", "null"})
  void aSecretThatIsNoTextLetsNobodyPurge(String secret, @TempDir Path other) throws IOException {
    Secrets.write(other, "{ \"purge\": " + secret + " }");
    try (CdnUnderTest open =
        new CdnUnderTest(Cdn.NGINX, PolicyReader.shipped(), origin.address(), other)) {
      for (String shown : List.of("", secret, "0")) {
        assertThat(open.send("PURGE", PLAYLIST, "Headwater-Purge", shown).join().statusCode())
            .isEqualTo(403);
      }
      assertThat(open.send("PURGE", PLAYLIST).join().statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aPathIsPurgedInAllItsForms() {
    String live = "/live/c1/v/index.m3u8";
    String token = "/t/" + SignedToken.of("/");
    version(live + "?_HLS_msn=5");
    version(live + "?_HLS_msn=6");
    version(live);
    version(token + live);
    version(PLAYLIST);
    cdn.get(PLAYLIST, "Accept-Encoding", "gzip");
    origin.publish("2");
    assertThat(purged(live)).isEqualTo(200);
    assertThat(purged(PLAYLIST + "?session=x")).isEqualTo(200);
    assertThat(version(live + "?_HLS_msn=5")).isEqualTo("2");
    assertThat(version(live + "?_HLS_msn=6")).isEqualTo("2");
    assertThat(version(live)).isEqualTo("2");
    assertThat(version(token + live)).isEqualTo("2");
    assertThat(version(PLAYLIST)).isEqualTo("2");
    assertThat(cdn.get(PLAYLIST, "Accept-Encoding", "gzip").headers().firstValue("X-Cache"))
        .hasValue("MISS");
    assertThat(cdn.get(PLAYLIST).headers().firstValue("X-Cache")).hasValue("HIT");
  }

  @Test
  void aPrefixIsPurgedAndNothingElse() {
    String other = "/vod/t12/e1/v/index.m3u8";
    version(PLAYLIST);
    version("/vod/t1/e2/index.m3u8");
    version(other);
    origin.publish("2");
    assertThat(purgedBelow("/vod/t1/")).isEqualTo(200);
    assertThat(version(PLAYLIST)).isEqualTo("2");
    assertThat(version("/vod/t1/e2/index.m3u8")).isEqualTo("2");
    assertThat(version(other)).isEqualTo("1");
    origin.publish("3");
    assertThat(purgedBelow("/")).isEqualTo(200);
    assertThat(version(PLAYLIST)).isEqualTo("3");
    assertThat(version(other)).isEqualTo("3");
  }

  @Test
  void eachPurgeCounts() {
    for (int i = 1; i <= 3; i++) {
      origin.publish("" + i);
      assertThat(purged(PLAYLIST)).isEqualTo(200);
      assertThat(version(PLAYLIST)).isEqualTo("" + i);
    }
  }

  @Test
  void whatWasOnItsWayDuringThePurgeDoesNotComeBack() {
    CountDownLatch held = origin.hold();
    CompletableFuture<HttpResponse<String>> early = cdn.ask(PLAYLIST);
    CdnUnderTest.await(() -> !origin.asked(PLAYLIST).isEmpty(), "the origin is asked");
    origin.publish("2");
    assertThat(purged(PLAYLIST)).isEqualTo(200);
    held.countDown();
    assertThat(early.join().body()).endsWith("version 1");
    assertThat(version(PLAYLIST)).isEqualTo("2");
    assertThat(version(PLAYLIST)).isEqualTo("2");
  }

  @Test
  void whereItIsNotKnownWhatWasPurgedNothingIsServedFromTheCache() throws IOException {
    version(PLAYLIST);
    assertThat(cdn.get(PLAYLIST).headers().firstValue("X-Cache")).hasValue("HIT");
    Files.createDirectories(folder.resolve("kept-purged/,vod,/unreadable"));
    assertThat(cdn.get(PLAYLIST).headers().firstValue("X-Cache")).hasValue("MISS");
    assertThat(purgedBelow("/vod/")).isEqualTo(500);
  }

  @Test
  void whatIsSaidOfAPurgeIsOneOfTwoThings() {
    assertThat(purge("/", "Headwater-Purge", Secrets.PURGE, "Headwater-Purge-Scope", "tag"))
        .isEqualTo(400);
    assertThat(purge(PLAYLIST, "Headwater-Purge", Secrets.PURGE, "Headwater-Purge-Mode", "soft"))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/vod/t%201/x", "/vod/t1%2C/x", "/vod/../etc/passwd", "/keys/t1-e1-0", "/x!y"})
  void ofWhatIsNotKeptThereIsNothingToPurge(String path) throws IOException {
    version(PLAYLIST);
    assertThat(purgedRaw(path)).isEqualTo(200);
    assertThat(cdn.get(PLAYLIST).headers().firstValue("X-Cache")).hasValue("HIT");
  }

  @Test
  void ofALongPathMoreIsPurgedRatherThanLess() throws IOException {
    String path = "/vod/t1/e1/" + "v".repeat(250) + "/index.m3u8";
    version(path);
    origin.publish("2");
    assertThat(purgedRaw(path)).isEqualTo(200);
    assertThat(version(path)).isEqualTo("2");
  }

  private int purgedRaw(String path) throws IOException {
    return RawAnswer.of(
            cdn.port(),
            "PURGE %s HTTP/1.0\r\nHost: cdn\r\nHeadwater-Purge: %s\r\n\r\n"
                .formatted(path, Secrets.PURGE))
        .status();
  }
}
