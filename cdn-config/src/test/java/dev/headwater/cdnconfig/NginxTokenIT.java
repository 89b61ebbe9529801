package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is private, behind the real nginx: kept once, and only for those with a good token. */
class NginxTokenIT {
  private static final String CLOSED = "/vod/closed/e1/v/index.m3u8";

  private MediaOrigin origin;
  private CdnUnderTest cdn;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
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

  private static String token() {
    return SignedToken.of("/vod/closed/");
  }

  private static String shown(String token, String path) {
    return "/t/" + token + path;
  }

  @Test
  void aPrivateTitleIsFetchedOnceForAllWhoShowAGoodToken() {
    HttpResponse<String> first = cdn.get(shown(token(), CLOSED));
    HttpResponse<String> second = cdn.get(shown(token(), CLOSED));
    HttpResponse<String> third = cdn.get(CLOSED, "Cookie", "a=b; headwater_token=" + token());
    assertThat(List.of(first.statusCode(), second.statusCode(), third.statusCode()))
        .containsOnly(200);
    assertThat(second.headers().firstValue("X-Cache")).hasValue("HIT");
    assertThat(third.body()).isEqualTo(first.body());
    assertThat(origin.asked(CLOSED)).hasSize(1);
    assertThat(origin.asked(CLOSED).getFirst().uri()).isEqualTo(CLOSED);
    assertThat(origin.asked(CLOSED).getFirst().isOfHop()).isTrue();
  }

  @Test
  void nobodyElseGetsWhatIsKept() {
    assertThat(cdn.get(shown(token(), CLOSED)).statusCode()).isEqualTo(200);
    List<HttpResponse<String>> refused = new ArrayList<>();
    refused.add(cdn.get(CLOSED));
    refused.add(cdn.get(CLOSED, "Headwater-Viewer", "token", "Headwater-Hop", MediaOrigin.HOP));
    refused.add(cdn.get(CLOSED + "?headwater_viewer=token"));
    refused.add(
        cdn.get(shown(SignedToken.of("/vod/closed/", "cdn-1", Duration.ofMinutes(-1)), CLOSED)));
    refused.add(cdn.get(shown(SignedToken.of("/vod/other/"), CLOSED)));
    refused.add(cdn.get(shown(token() + "x", CLOSED)));
    refused.add(cdn.get(CLOSED, "Cookie", "headwater_token=" + SignedToken.of("/vod/other/")));
    refused.add(cdn.get(CLOSED, "Cookie", "headwater_token=x; headwater_token=" + token()));
    assertThat(refused).allMatch(one -> one.statusCode() == 403);
    List<MediaOrigin.Asked> asked = origin.asked(CLOSED);
    assertThat(asked).hasSize(1 + refused.size());
    assertThat(asked.subList(1, asked.size()))
        .noneMatch(MediaOrigin.Asked::isOfHop)
        .noneMatch(one -> one.fields().containsKey("Cookie"));
  }

  @Test
  void whoWaitsForTheSameGetsWhatIsTheirs() {
    CountDownLatch held = origin.hold();
    List<CompletableFuture<HttpResponse<String>>> good = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> bad = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(cdn.ask(shown(token(), CLOSED)));
      bad.add(cdn.ask(CLOSED));
    }
    CdnUnderTest.await(
        () -> origin.asked(CLOSED).stream().map(MediaOrigin.Asked::isOfHop).distinct().count() == 2,
        "both are asked for");
    held.countDown();
    assertThat(good).allMatch(one -> one.join().statusCode() == 200);
    assertThat(bad).allMatch(one -> one.join().statusCode() == 403);
    assertThat(origin.asked(CLOSED)).filteredOn(MediaOrigin.Asked::isOfHop).hasSize(1);
  }

  @Test
  void whereTheOriginIsAwayOnlyTheyGetACopy() {
    String body = cdn.get(shown(token(), CLOSED)).body();
    origin.close();
    assertThat(cdn.get(shown(token(), CLOSED)).body()).isEqualTo(body);
    assertThat(cdn.get(CLOSED).statusCode()).isGreaterThanOrEqualTo(500);
  }

  @Test
  void cachesBeforeThisOneKeepNothingPrivate() {
    HttpResponse<String> closed = cdn.get(shown(token(), CLOSED));
    assertThat(closed.headers().allValues("CDN-Cache-Control")).containsExactly("no-store");
    assertThat(closed.headers().firstValue("Cache-Control")).hasValue("private, max-age=300");
    assertThat(closed.headers().firstValue("Headwater-Access")).isEmpty();
    HttpResponse<String> open = cdn.get("/vod/t1/e1/v/index.m3u8");
    assertThat(open.headers().allValues("CDN-Cache-Control")).containsExactly("max-age=3600");
  }

  @Test
  void whatIsLiveAndPrivateIsKeptAsLongAsTheOriginTellsHops() {
    String token = SignedToken.of("/live/closed/");
    for (String path : List.of("/live/closed/v/1-2.m4s", "/live/closed/v/index.m3u8?_HLS_msn=3")) {
      HttpResponse<String> first = cdn.get(shown(token, path));
      HttpResponse<String> second = cdn.get(shown(SignedToken.of("/live/closed/"), path));
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.headers().firstValue("Cache-Control")).hasValue("private, max-age=0");
      assertThat(origin.asked(path)).hasSize(1);
      assertThat(cdn.get(path).statusCode()).isEqualTo(403);
    }
    String moving = "/live/closed/moving/index.m3u8";
    cdn.get(shown(token, moving));
    cdn.get(shown(token, moving));
    assertThat(origin.asked(moving)).hasSize(2).allMatch(MediaOrigin.Asked::isOfHop);
  }

  @Test
  void whatIsLiveAndOpenIsAnsweredForThoseWithATokenToo() {
    String token = SignedToken.of("/live/");
    cdn.get(shown(token, "/live/c1/v/1-2.m4s"));
    cdn.get(shown(token, "/live/c1/v/1-2.m4s"));
    assertThat(origin.asked("/live/c1/")).hasSize(1);
    cdn.get(shown(token, "/live/moving/v/1-2.m4s"));
    cdn.get(shown(token, "/live/moving/v/1-2.m4s"));
    assertThat(origin.asked("/live/moving/")).hasSize(2);
  }

  @Test
  void contentKeysAreForThoseWithATokenAndNeverKept() {
    for (int i = 1; i <= 2; i++) {
      assertThat(cdn.get(shown(token(), "/keys/closed-e1-0")).statusCode()).isEqualTo(200);
      assertThat(origin.asked("/keys/")).hasSize(2 * i - 1).last().matches(one -> one.isOfHop());
      assertThat(cdn.get(shown(token(), "/keys/other-e1-0")).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aTokenOfAKeyThatIsNotKnownHereIsForTheOrigin() {
    String token = SignedToken.of("/vod/closed/", "headwater-3", Duration.ofHours(1));
    for (int i = 1; i <= 2; i++) {
      assertThat(cdn.get(shown(token, CLOSED)).statusCode()).isEqualTo(200);
      assertThat(origin.asked(CLOSED)).hasSize(i);
    }
    MediaOrigin.Asked asked = origin.asked(CLOSED).getFirst();
    assertThat(asked.isOfHop()).isFalse();
    assertThat(asked.fields().getFirst("Cookie")).isEqualTo("headwater_token=" + token);
  }

  /**
   * A line break would end the field that it goes on in, or all fields: what follows is anybody's.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"a.b.c%0A", "a.b.c%0D", "a.b.c%0D%0AX-Y:%20z", "%0Aa.b.c", "a.b%0A.c", "a.b.c%20"})
  void nothingButATokenGoesToTheOriginAsOne(String shown) throws IOException {
    String path = "/vod/t1/e1/v/index.m3u8";
    RawAnswer answer =
        RawAnswer.of(
            cdn.port(),
            "GET /t/%s%s HTTP/1.0\r\nHost: cdn\r\nX-Last: here\r\n\r\n".formatted(shown, path));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(origin.asked(path))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.fields()).doesNotContainKeys("Cookie", "X-y");
          assertThat(one.fields().getFirst("X-Last")).isEqualTo("here");
        });
  }

  /** Read as hexadecimal they are shorter than they look, or nothing at all: anyone could sign. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "not hexadecimal",
        "01",
        "zz",
        "0101010101010101010101010101010101010101010101010101010101010101zz"
      })
  void aKeyThatIsNoneOpensNothing(String secret, @TempDir Path other) throws IOException {
    Secrets.write(
        other,
        "{ \"hop\": \"%s\", \"keys\": { \"cdn-1\": \"%s\" } }".formatted(MediaOrigin.HOP, secret));
    try (CdnUnderTest open =
        new CdnUnderTest(Cdn.NGINX, PolicyReader.shipped(), origin.address(), other)) {
      String shortened = secret.replaceFirst("[^0-9a-f].*", "");
      for (String key : List.of(shortened, secret)) {
        String token =
            SignedToken.by(
                key.matches("([0-9a-f]{2})+") ? HexFormat.of().parseHex(key) : new byte[0]);
        assertThat(open.get(shown(token, CLOSED)).statusCode()).isEqualTo(403);
      }
    }
    assertThat(origin.asked(CLOSED)).noneMatch(MediaOrigin.Asked::isOfHop);
  }

  @Test
  void secretsThatAreNoJsonStopTheStart(@TempDir Path other) throws IOException {
    Secrets.write(other, "{ hop: ");
    assertThatThrownBy(
            () -> new CdnUnderTest(Cdn.NGINX, PolicyReader.shipped(), origin.address(), other))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/vod/t1/../closed/e1/v/index.m3u8",
        "/vod/t1/%2e%2e/closed/e1/v/index.m3u8",
        "/vod/t1/%2E%2E%2Fclosed/e1/v/index.m3u8",
        "/vod/t1/..;/../closed/e1/v/index.m3u8",
        "/vod/t1/e1/v/index.m3u8/../../../../closed/e1/v/index.m3u8",
        "//vod/closed/e1/v/index.m3u8",
        "/vod/t1//../../closed/e1/v/index.m3u8",
        "/vod/t1/e1/v/index.m3u8%3F/../../../../closed/e1/v/index.m3u8",
        "/vod/t1/e1/v/index.m3u8%00/closed/",
        "/vod/closed/e1/v/index.m3u8?/vod/t1/e1/",
        "/vod/closed/e1/v/index.m3u8#/vod/t1/e1/",
        "/t/x/vod/closed/e1/v/index.m3u8",
        "/%76od/closed/e1/v/index.m3u8",
        "/keys/closed-e1-0",
        "/keys/t1-e1-0/../closed-e1-0",
        "/keys/x/../closed-e1-0",
        "/keys/closed-e1-0#t1-e1-0"
      })
  void noSpellingOfAPathOpensAnotherOne(String path) throws IOException {
    RawAnswer answer = RawAnswer.to(cdn.port(), shown(SignedToken.of("/vod/t1/"), path));
    assertThat(answer.status()).isNotEqualTo(200);
    assertThat(origin.asked("")).noneMatch(MediaOrigin.Asked::isOfHop);
  }
}
