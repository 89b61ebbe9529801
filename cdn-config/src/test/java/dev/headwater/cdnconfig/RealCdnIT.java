package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real programs do with the rendered files. */
@ParameterizedClass
@EnumSource(
    value = Cdn.class,
    names = {"NGINX", "VARNISH"})
class RealCdnIT {
  private static final String PLAYLIST = "/vod/t1/e1/v/index.m3u8";
  private static final String BRIEF = "/vod/brief/e1/v/index.m3u8";
  private static final String PRIVATE = "/vod/private/e1/v/0.m4s";

  /** The shipped policy, with a title of which a copy gets old within a test. */
  private static final CachePolicy POLICY =
      PolicyReader.read(
          "test",
          PolicyReader.resource(PolicyReader.SHIPPED)
              + """

              overrides:
                - title: brief
                  kinds: [vod-media-playlist]
                  lifetimes: { browser: 1s, cdn: 1s, origin: 1s, stale-while-revalidate: 0s }
              """);

  private final Cdn program;
  private CountingOrigin origin;
  private CdnUnderTest cdn;

  RealCdnIT(Cdn program) {
    this.program = program;
  }

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    origin = new CountingOrigin();
    cdn = new CdnUnderTest(program, POLICY, origin.address(), folder);
  }

  @AfterEach
  void stop() {
    if (cdn != null) {
      cdn.close();
    }
    origin.close();
  }

  @Test
  void aPlaylistIsKeptForTheCdnsLifetimeThoughViewersAreToldLess() {
    HttpResponse<String> first = cdn.get(PLAYLIST);
    HttpResponse<String> second = cdn.get(PLAYLIST);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Cache-Control")).hasValue("public, max-age=0");
    assertThat(second.headers().firstValue("X-Cache")).hasValue("HIT");
    assertThat(origin.asked(PLAYLIST)).hasSize(1);
  }

  @Test
  void lifetimesOfLiveAreWhatTheOriginSays() {
    cdn.get("/live/c1/v/1-2.m4s");
    cdn.get("/live/c1/v/1-2.m4s");
    assertThat(origin.asked("/live/c1/")).hasSize(1);
    cdn.get("/live/moving/v/index.m3u8");
    cdn.get("/live/moving/v/index.m3u8");
    assertThat(origin.asked("/live/moving/")).hasSize(2);
  }

  @Test
  void parametersThatDoNotCountMakeNoOtherCopy() {
    cdn.get("/live/c1/v/index.m3u8?_HLS_part=0&session=a&_HLS_msn=5&token=x");
    cdn.get("/live/c1/v/index.m3u8?x_HLS_msn=7&_HLS_msn=5&_HLS_part=0");
    cdn.get("/live/c1/v/index.m3u8?_HLS_msn=6");
    assertThat(origin.asked("/live/c1/").stream().map(CountingOrigin.Asked::uri))
        .containsExactly(
            "/live/c1/v/index.m3u8?_HLS_msn=5&_HLS_part=0", "/live/c1/v/index.m3u8?_HLS_msn=6");
    cdn.get("/live/c2/v/index.m3u8?_hls_msn=5&FROM=1");
    cdn.get("/live/c2/v/index.m3u8");
    assertThat(origin.asked("/live/c2/").stream().map(CountingOrigin.Asked::uri))
        .as("case counts in names")
        .containsExactly("/live/c2/v/index.m3u8");
    cdn.get(PLAYLIST + "?session=a");
    cdn.get(PLAYLIST + "?token=b");
    assertThat(origin.asked(PLAYLIST).stream().map(CountingOrigin.Asked::uri))
        .containsExactly(PLAYLIST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/live/not-yet/v/1-2.0.m4s", "/vod/not-yet/e1/v/0.m4s"})
  void notYetIsAskedAgain(String path) {
    assertThat(cdn.get(path).statusCode()).isEqualTo(404);
    CdnUnderTest.await(
        () -> {
          assertThat(cdn.get(path).statusCode()).isEqualTo(404);
          return origin.asked(path).size() >= 2;
        },
        "the origin is asked again");
  }

  @Test
  void neverIsKept() {
    assertThat(cdn.get("/vod/never/e1/v/0.m4s").statusCode()).isEqualTo(404);
    assertThat(cdn.get("/vod/never/e1/v/0.m4s").statusCode()).isEqualTo(404);
    assertThat(origin.asked("/never/")).hasSize(1);
  }

  @Test
  void aCrowdThatMissesIsOneRequest() {
    List<CompletableFuture<HttpResponse<String>>> crowd =
        IntStream.range(0, 50).mapToObj(_ -> cdn.ask(PLAYLIST)).toList();
    assertThat(crowd).allMatch(one -> one.join().statusCode() == 200);
    assertThat(origin.asked(PLAYLIST)).hasSize(1);
  }

  @Test
  void whatIsPrivateIsNeverServedFromTheCache() {
    for (int i = 1; i <= 2; i++) {
      assertThat(cdn.get("/t/" + CountingOrigin.TOKEN + PRIVATE).statusCode()).isEqualTo(200);
      assertThat(
              cdn.get(PRIVATE, "Cookie", "a=b; headwater_token=" + CountingOrigin.TOKEN)
                  .statusCode())
          .isEqualTo(200);
      assertThat(origin.asked(PRIVATE)).hasSize(5 * i - 3);
      assertThat(cdn.get(PRIVATE).statusCode()).isEqualTo(403);
      assertThat(cdn.get("/t/x.y.z" + PRIVATE).statusCode()).isEqualTo(403);
      assertThat(cdn.get(PRIVATE, "Cookie", "headwater_token=0").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void theOriginSeesTheHostAndNothingOfAViewer() {
    cdn.get(PLAYLIST, "Cookie", "a=b", "Authorization", "Basic x", "Headwater-Hop", "guessed");
    var fields = origin.asked(PLAYLIST).getFirst().fields();
    assertThat(fields.getFirst("Host")).startsWith("127.0.0.1");
    assertThat(fields).doesNotContainKeys("Cookie", "Authorization", "Headwater-hop");
  }

  @Test
  void whatThePolicyDoesNotKnowIsNotAskedFor() {
    assertThat(cdn.get("/vod/t1/e1/secret.json").statusCode()).isEqualTo(404);
    assertThat(cdn.get("/ingest/c1/index.m3u8").statusCode()).isEqualTo(404);
    assertThat(cdn.get(PLAYLIST + "%0A").statusCode()).isEqualTo(404);
    assertThat(origin.asked("")).isEmpty();
  }

  @Test
  void aCopyOutlivesItsOrigin() {
    String body = cdn.get(BRIEF).body();
    origin.close();
    CdnUnderTest.await(
        () -> {
          HttpResponse<String> answer = cdn.get(BRIEF);
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).isEqualTo(body);
          return answer.headers().firstValue("X-Cache").orElse("").matches("STALE|UPDATING");
        },
        "the copy is stale");
  }
}
