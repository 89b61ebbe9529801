package dev.headwater.standalone.planes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.standalone.planes.LayeredPlanes.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What viewers get of a running origin through each cache: the real programs with their rendered
 * files, and our own edge role.
 */
@ParameterizedClass
@EnumSource(Kind.class)
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // started before each kind
class LayerIT {
  private static final int CROWD = 1000;

  /** Of more than one slice. */
  private static final String LONG = "0123456789".repeat(250_000);

  @TempDir private static Path folder;
  private static LayeredPlanes layered;
  private static int titles;

  @Parameter Kind kind; // names the run

  @BeforeParameterizedClassInvocation
  static void start(Kind kind) throws IOException {
    layered = new LayeredPlanes(kind, folder.resolve(kind.name()));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    layered.close();
  }

  private static String publicTitle(String content) {
    String title = "t" + titles++;
    layered.planes.publish(title);
    layered.planes.put(Planes.path(title, 0), content);
    return title;
  }

  private static HttpResponse<String> good(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  @Test
  void aCopyServesAllWhoAskAfterTheFirst() {
    String path = Planes.path(publicTitle("picture"), 0);
    good(layered.get(path));
    long asked = layered.asked();
    assertThat(good(layered.get(path + "?session=1&token=x")).body()).isEqualTo("picture");
    assertThat(layered.ask("HEAD", path).join().headers().firstValue("Content-Length"))
        .hasValue("7");
    HttpResponse<String> range = layered.get(path, "Range", "bytes=2-4");
    assertThat(range.statusCode()).isEqualTo(206);
    assertThat(range.body()).isEqualTo("ctu");
    assertThat(layered.get(path, "Range", "bytes=-2").body()).isEqualTo("re");
    assertThat(layered.get(path, "Range", "bytes=9-").statusCode()).isEqualTo(416);
    assertThat(layered.asked()).isEqualTo(asked);
  }

  @Test
  void aRangeOfWhatIsLongIsOfTheSameBytes() {
    String path = Planes.path(publicTitle(LONG), 0);
    HttpResponse<String> range = layered.get(path, "Range", "bytes=1048570-2097160");
    assertThat(range.statusCode()).isEqualTo(206);
    assertThat(range.body().equals(LONG.substring(1048570, 2097161))).isTrue();
    assertThat(good(layered.get(path)).body().equals(LONG)).isTrue();
  }

  @Test
  void aCrowdThatMissesIsOneRequest() {
    String path = Planes.path(publicTitle("crowd"), 0);
    long asked = layered.asked();
    List<CompletableFuture<HttpResponse<String>>> crowd =
        IntStream.range(0, CROWD).mapToObj(_ -> layered.ask("GET", path)).toList();
    assertThat(crowd).allSatisfy(one -> assertThat(one.join().body()).isEqualTo("crowd"));
    assertThat(layered.asked() - asked).isEqualTo(1);
  }

  @Test
  void pagesOfOtherOriginsMayReadWhatOthersHadFetched() {
    for (boolean byPageFirst : List.of(true, false)) {
      String path = Planes.path(publicTitle("picture"), 0);
      if (!byPageFirst) {
        good(layered.get(path));
      }
      for (int i = 0; i < 2; i++) {
        assertThat(
                good(layered.get(path, "Origin", "https://player.example"))
                    .headers()
                    .firstValue("Access-Control-Allow-Origin"))
            .hasValue("*");
      }
      assertThat(good(layered.get(path)).body()).isEqualTo("picture");
    }
  }

  @Test
  void whatIsNotThereYetIsAskedForAgain() {
    JsonObject channel =
        layered.planes.post(
            "channels", new JsonObject().put("name", "Rain").put("visibility", "public"));
    String path = "/live/" + channel.getString("id") + "/v/index.m3u8";
    assertThat(layered.get(path).statusCode()).isEqualTo(404);
    Planes.until(
        "the origin is asked again",
        () -> {
          long asked = layered.asked();
          assertThat(layered.get(path).statusCode()).isEqualTo(404);
          return layered.asked() > asked;
        });
  }

  @Test
  void whatIsPrivateIsFetchedOnceAndOnlyForThoseWhoMayHaveIt() {
    String title = layered.planes.privateTitle();
    String path = Planes.path(title, 0);
    layered.planes.put(path, "secret");
    assertThat(layered.get(path).statusCode()).isEqualTo(403);
    assertThat(good(layered.get("/t/" + layered.planes.playbackToken(title) + path)).body())
        .isEqualTo("secret");
    long asked = layered.asked();
    String cookie = "headwater_token=" + layered.planes.playbackToken(title);
    HttpResponse<String> second = good(layered.get(path, "Cookie", cookie));
    assertThat(second.body()).isEqualTo("secret");
    assertThat(second.headers().firstValue("Cache-Control").orElse("")).contains("private");
    assertThat(layered.asked()).isEqualTo(asked);
    assertThat(layered.get(path).statusCode()).isEqualTo(403);
    String other = layered.planes.playbackToken(layered.planes.privateTitle());
    assertThat(layered.get("/t/" + other + path).statusCode()).isEqualTo(403);
  }

  @Test
  void aRangeOfWhatIsPrivateIsOfTheSameBytes() {
    String title = layered.planes.privateTitle();
    layered.planes.put(Planes.path(title, 0), LONG);
    String path = "/t/" + layered.planes.playbackToken(title) + Planes.path(title, 0);
    HttpResponse<String> range = layered.get(path, "Range", "bytes=1048570-1048580");
    assertThat(range.statusCode()).isEqualTo(206);
    assertThat(range.body()).isEqualTo(LONG.substring(1048570, 1048581));
  }

  @ParameterizedTest
  @CsvSource({"tags, title-TITLE", "paths, PATH", "prefixes, /vod/TITLE/"})
  void whatWasPurgedIsNewThroughAllLayers(String member, String item) {
    String title = publicTitle("first");
    String path = Planes.path(title, 0);
    String named = item.replace("TITLE", title).replace("PATH", path);
    assertThat(good(layered.get(path)).body()).isEqualTo("first");
    for (String version : List.of("second", "third")) {
      layered.planes.put(path, version);
      String id = layered.planes.purge(member, named).getString("id");
      layered.planes.awaitState(id, "applied");
      Planes.until(
          "CDNs have applied it", () -> isAppliedByCdns(layered.planes.call("purges/" + id)));
      assertThat(good(layered.get(path)).body()).isEqualTo(version);
      layered.planes.put(path, "unseen");
      assertThat(good(layered.get(path)).body()).as("it is kept").isEqualTo(version);
    }
  }

  private static boolean isAppliedByCdns(JsonObject purge) {
    JsonArray cdns = purge.getJsonArray("cdns");
    return cdns.stream().allMatch(cdn -> ((JsonObject) cdn).getString("state").equals("applied"));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aCopyOutlivesItsOrigin() {
    String path = Planes.path(LayeredPlanes.BRIEF, 0);
    layered.planes.publish(LayeredPlanes.BRIEF);
    layered.planes.put(path, "kept");
    good(layered.get(path));
    long asked = layered.asked();
    Planes.until(
        "the copy has grown old",
        () -> {
          good(layered.get(path));
          return layered.asked() > asked;
        });
    layered.cutOrigin();
    long end = System.nanoTime() + 3_000_000_000L; // longer than it is fresh
    while (System.nanoTime() < end) {
      assertThat(good(layered.get(path)).body()).isEqualTo("kept");
    }
  }
}
