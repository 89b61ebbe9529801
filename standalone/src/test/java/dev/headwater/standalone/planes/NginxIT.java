package dev.headwater.standalone.planes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FreePort;
import dev.headwater.standalone.planes.Planes.Extra;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A private title behind nginx, with the keys and tokens of a control plane, before a node. */
class NginxIT {
  private static final String HOP = "0123456789abcdef".repeat(2);

  private static final String PURGE = "fedcba9876543210".repeat(2);

  /** Of more than one slice. */
  private static final String SEGMENT = "0123456789".repeat(300_000);

  private final HttpClient viewer =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Planes planes;
  private RenderedNginx nginx;
  private String title;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    int port = FreePort.choose();
    planes = new Planes(folder.resolve("planes"), 1, 1, new Extra(control(port), node()));
    title = planes.privateTitle();
    planes.put(Planes.path(title, 0), SEGMENT);
    Path secrets = Files.createDirectories(folder.resolve("nginx/secrets"));
    JsonObject known = new JsonObject().put("hop", HOP).put("purge", PURGE).put("keys", keys());
    Files.writeString(secrets.resolve("nginx.json"), known.encode());
    nginx = new RenderedNginx(folder.resolve("nginx"), port, planes.nodes.getFirst().port());
  }

  @AfterEach
  void stop() {
    viewer.close();
    if (nginx != null) {
      nginx.close();
    }
    planes.close();
  }

  private static Map<String, String> control(int port) {
    return Map.of(
        "playback.keys.cdns[0]", "nginx",
        "playback.keys.checked-by", "nginx",
        "cdns[0].name", "nginx",
        "cdns[0].kind", "nginx",
        "cdns[0].urls[0]", "http://127.0.0.1:" + port,
        "cdns[0].secret", PURGE,
        "cdns[0].repeat-after", "0s");
  }

  private static Map<String, String> node() {
    return Map.of("hop.secrets[0]", HOP);
  }

  /** As an operator fetches them. */
  private JsonObject keys() {
    JsonObject keys = new JsonObject();
    for (Object each : planes.call("token-keys").getJsonArray("items")) {
      JsonObject key = (JsonObject) each;
      if (key.getString("consumer").equals("nginx")) {
        JsonObject told = planes.call("token-keys/" + key.getString("kid") + "/secret");
        keys.put(told.getString("kid"), told.getString("secret"));
      }
    }
    return keys;
  }

  private HttpResponse<String> get(String path, String... fields)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(nginx.of(path)).timeout(Duration.ofSeconds(60));
    if (fields.length > 0) {
      request.headers(fields);
    }
    return viewer.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void viewersWithATokenShareACopyAndNobodyElseHasIt() throws Exception {
    String path = Planes.path(title, 0);
    HttpResponse<String> first = get("/t/" + planes.playbackToken(title) + path);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body().equals(SEGMENT)).isTrue();
    HttpResponse<String> second =
        get(path, "Cookie", "headwater_token=" + planes.playbackToken(title));
    assertThat(second.headers().firstValue("X-Cache")).hasValue("HIT");
    assertThat(second.headers().firstValue("Cache-Control").orElse("")).contains("private");
    assertThat(second.headers().firstValue("CDN-Cache-Control")).hasValue("no-store");
    assertThat(second.body().equals(SEGMENT)).isTrue();
    assertThat(get(path).statusCode()).isEqualTo(403);
    String other = planes.privateTitle();
    assertThat(get("/t/" + planes.playbackToken(other) + path).statusCode()).isEqualTo(403);
  }

  @Test
  void aRangeIsOfTheSameBytes() throws Exception {
    String path = "/t/" + planes.playbackToken(title) + Planes.path(title, 0);
    HttpResponse<String> answer = get(path, "Range", "bytes=2097150-2097155");
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(SEGMENT.substring(2097150, 2097156));
  }

  @ParameterizedTest
  @CsvSource({"tags, title-TITLE", "paths, PATH", "prefixes, /vod/TITLE/"})
  void aPurgeReachesNginxAfterTheNode(String member, String item) throws Exception {
    String path = Planes.path(title, 0);
    String shown = "/t/" + planes.playbackToken(title) + path;
    assertThat(get(shown).body().equals(SEGMENT)).isTrue();
    planes.put(path, "newer");
    assertThat(get(shown).body().equals(SEGMENT)).isTrue();
    String named = item.replace("TITLE", title).replace("PATH", path);
    String id = planes.purge(member, named).getString("id");
    Planes.until("nginx was told", () -> cdn(id).getString("state").equals("applied"));
    assertThat(get(shown).body()).isEqualTo("newer");
  }

  private JsonObject cdn(String purge) {
    return planes.call("purges/" + purge).getJsonArray("cdns").getJsonObject(0);
  }
}
