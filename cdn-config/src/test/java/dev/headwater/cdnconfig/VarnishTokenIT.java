package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.TokenKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Varnish gives to viewers with a token, and to those without. */
class VarnishTokenIT {
  private static final String PATH = "/vod/private/e1/v/0.m4s";
  private static final String HELD = "/vod/private/e1/" + HopOrigin.HELD + "/0.m4s";
  private static final String HALF = "/vod/private/e1/" + HopOrigin.HALF + "/0.m4s";
  private static final String BRIEF = "/vod/private-brief/e1/v/index.m3u8";
  private static final String HEADER = "{\"alg\":\"HS256\",\"kid\":\"varnish-1\"}";

  /** One whose octets a string in C can't hold. */
  private static final TokenKey ZERO =
      new TokenKey("varnish-2", new Secret("11".repeat(5) + "00" + "22".repeat(26)));

  private static final CachePolicy POLICY =
      PolicyReader.read(
          "test",
          PolicyReader.resource(PolicyReader.SHIPPED)
              + """

              overrides:
                - title: private-brief
                  kinds: [vod-media-playlist]
                  lifetimes: { browser: 1s, cdn: 1s, origin: 1s, stale-while-revalidate: 0s }
              """);

  private HopOrigin origin;
  private CdnUnderTest varnish;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    origin = new HopOrigin();
    VarnishSecrets.write(folder, ViewerTokens.KEY, ZERO);
    varnish = new CdnUnderTest(Cdn.VARNISH, POLICY, origin.address(), folder);
  }

  @AfterEach
  void stop() {
    if (varnish != null) {
      varnish.close();
    }
    origin.close();
  }

  private static String shown(String path) {
    return "/t/" + ViewerTokens.opening(path.replaceFirst("e1/.*", "")) + path;
  }

  @Test
  void whatIsPrivateIsAskedForOnceForAllViewersWithAToken() {
    assertThat(varnish.get(shown(PATH)).statusCode()).isEqualTo(200);
    HttpResponse<String> other = varnish.get("/t/" + ViewerTokens.opening(PATH) + PATH);
    HttpResponse<String> byCookie =
        varnish.get(
            PATH + "?x=1",
            "Cookie",
            "a=b; headwater_token=" + ViewerTokens.opening("/vod/private"));
    for (HttpResponse<String> hit : List.of(other, byCookie)) {
      assertThat(hit.body()).isEqualTo("edition 1 of " + PATH);
      assertThat(hit.headers().firstValue("X-Cache")).hasValue("HIT");
      assertThat(hit.headers().firstValue("Cache-Control")).hasValue("private, max-age=0");
      assertThat(hit.headers().firstValue("CDN-Cache-Control")).hasValue("no-store");
      assertThat(hit.headers().map()).doesNotContainKeys("Headwater-Access", "xkey");
    }
    assertThat(origin.asked(PATH)).isEqualTo(1);
  }

  @Test
  void aCrowdWithTokensIsOneRequest() {
    varnish.get(PATH); // what is remembered of this one is not for them
    List<CompletableFuture<HttpResponse<String>>> crowd =
        IntStream.range(0, 30).mapToObj(_ -> varnish.ask(shown(PATH))).toList();
    assertThat(crowd).allMatch(one -> one.join().statusCode() == 200);
    assertThat(origin.asked(PATH)).isEqualTo(2);
  }

  private static Map<String, String> badTokens() {
    String good = ViewerTokens.opening("/vod/private/");
    String claims = claims("/vod/private/", "");
    TokenKey other = new TokenKey("varnish-1", new Secret("ab".repeat(32)));
    return Map.ofEntries(
        Map.entry("another signature", good.substring(0, good.length() - 43) + "A".repeat(43)),
        Map.entry("no signature", good.substring(0, good.lastIndexOf('.') + 1)),
        Map.entry("another key", ViewerTokens.forged(HEADER, claims, other)),
        Map.entry("an unknown key", forged(HEADER.replace("-1", "-9"), claims)),
        Map.entry("no algorithm", forged(HEADER.replace("HS256", "none"), claims)),
        Map.entry(
            "a key with a zero", ViewerTokens.forged(HEADER.replace("-1", "-2"), claims, ZERO)),
        Map.entry("another title", ViewerTokens.opening("/vod/public/")),
        Map.entry("a title that begins so", ViewerTokens.opening("/vod/priv")),
        Map.entry("a path that is in it", ViewerTokens.opening("/e1/")),
        Map.entry("no path", ViewerTokens.opening("")),
        Map.entry("over", token(Optional.empty(), Duration.ofMinutes(2))),
        Map.entry("not yet", token(Optional.empty(), Duration.ofHours(-1))),
        Map.entry("elsewhere", token(Optional.of("192.0.2.1"), Duration.ZERO)),
        Map.entry("nowhere", token(Optional.of("0.0.0.0"), Duration.ZERO)),
        Map.entry("a claim more", forged(HEADER, claims("/vod/private/", "\"geo\":\"FR\","))),
        Map.entry("spaces", forged(HEADER, claims.replace(",", ", "))),
        Map.entry("two of a name", forged(HEADER, claims("/vod/private/", "\"iat\":1,"))),
        Map.entry("a name in a text", forged(HEADER, claims("/x\\\",\\\"pfx\\\":\\\"/vod/", ""))),
        Map.entry("no token", "x"),
        Map.entry("a long one", "a.b." + "c".repeat(2500)));
  }

  private static String token(Optional<String> address, Duration passed) {
    return ViewerTokens.with("/vod/private/", address, passed);
  }

  private static String claims(String prefix, String more) {
    long now = Instant.now().getEpochSecond();
    return "{\"exp\":%d,\"iat\":%d,%s\"nbf\":%d,\"pfx\":\"%s\",\"sid\":\"s\",\"sub\":\"v\"}"
        .formatted(now + 60, now, more, now - 60, prefix);
  }

  private static String forged(String header, String claims) {
    return ViewerTokens.forged(header, claims, ViewerTokens.KEY);
  }

  @Test
  void aBadTokenOpensNoCopy() {
    assertThat(varnish.get(shown(PATH)).statusCode()).isEqualTo(200);
    badTokens()
        .forEach((name, token) -> {
          String cookie = "headwater_token=" + token;
          assertThat(varnish.get("/t/" + token + PATH).statusCode()).as(name).isEqualTo(403);
          assertThat(varnish.get(PATH, "Cookie", cookie).statusCode()).as(name).isEqualTo(403);
        });
    assertThat(varnish.get(PATH, "Headwater-Hop", HopOrigin.SECRET).statusCode()).isEqualTo(403);
    assertThat(
            varnish
                .get("/t/" + ViewerTokens.opening("/vod/public/") + "/vod/public/../private/0.m4s")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aTokenOfTheSameFormIsGood() {
    assertThat(varnish.get("/t/" + forged(HEADER, claims("/vod/private/", "")) + PATH).statusCode())
        .isEqualTo(200);
    assertThat(
            varnish
                .get("/t/" + token(Optional.of("127.0.0.1"), Duration.ofSeconds(20)) + PATH)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTokenOfAnotherKeyIsForTheOriginToJudge() {
    String token = forged(HEADER.replace("varnish-1", "headwater-1"), claims("/vod/public/", ""));
    String path = "/t/" + token + "/vod/public/e1/v/0.m4s";
    String cookie = "headwater_token=" + token;
    for (int i = 1; i <= 2; i++) {
      assertThat(varnish.get(path).statusCode()).isEqualTo(200);
      assertThat(varnish.get("/vod/public/e1/v/0.m4s", "Cookie", cookie).statusCode())
          .isEqualTo(200);
      assertThat(origin.asked(path)).isEqualTo(i);
      assertThat(origin.asked("/vod/public/")).isEqualTo(2 * i);
    }
  }

  @Test
  void whoHasNoTokenDoesNotWaitForWhatIsOnItsWayForThoseWhoHave() {
    CompletableFuture<HttpResponse<String>> first = varnish.ask(shown(HALF));
    CdnUnderTest.await(() -> origin.asked(HALF) == 1, "the origin sends");
    assertThat(varnish.get(HALF).statusCode()).isEqualTo(403);
    CompletableFuture<HttpResponse<String>> second = varnish.ask(shown(HALF));
    origin.letGo();
    assertThat(first.join().body()).isEqualTo("edition 1 of " + HALF);
    assertThat(second.join().body()).isEqualTo("edition 1 of " + HALF);
    assertThat(varnish.get(HALF).statusCode()).isEqualTo(403);
    assertThat(origin.asked(HALF)).isEqualTo(3);
  }

  @Test
  void requestsWithAndWithoutATokenAreNotOne() {
    CompletableFuture<HttpResponse<String>> with = varnish.ask(shown(HELD));
    CdnUnderTest.await(() -> origin.asked(HELD) == 1, "the first one waits");
    CompletableFuture<HttpResponse<String>> without = varnish.ask(HELD);
    CdnUnderTest.await(() -> origin.asked(HELD) == 2, "so does the other one");
    origin.letGo();
    assertThat(with.join().statusCode()).isEqualTo(200);
    assertThat(without.join().statusCode()).isEqualTo(403);
  }

  @Test
  void aStaleCopyIsForThoseWithATokenToo() {
    String body = varnish.get(shown(BRIEF)).body();
    origin.close();
    CdnUnderTest.await(
        () -> {
          HttpResponse<String> answer = varnish.get(shown(BRIEF));
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).isEqualTo(body);
          return answer.headers().firstValue("X-Cache").orElse("").equals("STALE");
        },
        "the copy is stale");
    assertThat(varnish.get(BRIEF).statusCode()).isEqualTo(503);
    assertThat(varnish.get(BRIEF, "Cookie", "headwater_token=a.b.c").statusCode()).isEqualTo(503);
  }

  @Test
  void aTokenThatOpensAnythingElseIsNoneForWhatIsPublic() {
    String cookie = "headwater_token=" + ViewerTokens.opening("/vod/private/");
    assertThat(varnish.get("/vod/public/e1/v/0.m4s", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(varnish.get("/vod/public/e1/v/0.m4s").headers().firstValue("X-Cache"))
        .hasValue("HIT");
  }

  @Test
  void lifetimesOfPrivateLiveAreWhatTheOriginTellsHops() {
    for (int i = 0; i < 2; i++) {
      assertThat(
              varnish
                  .get("/t/" + ViewerTokens.opening("/live/private/") + "/live/private/v/1-2.m4s")
                  .statusCode())
          .isEqualTo(200);
    }
    assertThat(origin.asked("/live/private/")).isEqualTo(1);
  }

  @Test
  void aContentKeyIsOpenedByWhatOpensItsTitleOrChannel() {
    Map.of(
            "/keys/t1-e1-0", "/vod/t1/e1/",
            "/keys/c-1.v.1-2.77", "/live/c-1/",
            "/keys/c1", "/live/c1/")
        .forEach((key, prefix) -> {
          String path = "/t/" + ViewerTokens.opening(prefix) + key;
          assertThat(varnish.get(path).statusCode()).isEqualTo(200);
          assertThat(varnish.get(path).statusCode()).isEqualTo(200);
          assertThat(origin.asked(key)).as("%s is kept nowhere", key).isEqualTo(2);
          assertThat(varnish.get("/t/" + ViewerTokens.opening("/vod/t2/") + key).statusCode())
              .isEqualTo(403);
          assertThat(varnish.get(key).statusCode()).isEqualTo(403);
        });
  }

  @Test
  void whatIsTooLongIsRefusedAndEndsNothing() {
    varnish.get("/vod/public/e1/v/0.m4s");
    String long1 = "y".repeat(7000);
    String token =
        forged(HEADER, claims("/vod/private/", "").replace("\"s\"", '"' + "s".repeat(1100) + '"'));
    for (int size : List.of(100, 1000, 2047, 2048, 3000, 6000)) {
      String filler = "x".repeat(size);
      for (String path :
          List.of(
              "/t/" + filler + PATH,
              "/t/" + token + PATH + "?" + filler,
              "/live/c1/v/index.m3u8?from=" + filler + "&to=" + filler + "&_HLS_msn=1")) {
        varnish.get(path, "Cookie", "headwater_token=" + token, "X-One", long1, "X-Two", long1);
      }
    }
    assertThat(varnish.get("/vod/public/e1/v/0.m4s").headers().firstValue("X-Cache"))
        .as("the program has not begun anew")
        .hasValue("HIT");
  }
}
