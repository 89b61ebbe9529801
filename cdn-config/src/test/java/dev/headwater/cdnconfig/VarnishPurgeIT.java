package dev.headwater.cdnconfig;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What Varnish gives after a purge. */
class VarnishPurgeIT {
  private static final String ONE = "/vod/t1/e1/v/index.m3u8";
  private static final String OTHER = "/vod/t12/e1/v/index.m3u8";

  private HopOrigin origin;
  private CdnUnderTest varnish;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    origin = new HopOrigin();
    VarnishSecrets.write(folder, ViewerTokens.KEY);
    varnish = new CdnUnderTest(Cdn.VARNISH, PolicyReader.shipped(), origin.address(), folder);
  }

  @AfterEach
  void stop() {
    if (varnish != null) {
      varnish.close();
    }
    origin.close();
  }

  /** Purges with these fields more, name and value in turn. */
  private HttpResponse<String> purge(String path, String... fields) {
    String[] all = new String[fields.length + 2];
    System.arraycopy(fields, 0, all, 2, fields.length);
    all[0] = "Headwater-Purge";
    all[1] = VarnishSecrets.PURGER;
    return varnish.send("PURGE", path, all).join();
  }

  private String edition(String path) {
    return varnish.get(path).body().replaceFirst("edition (\\d+) .*", "$1");
  }

  @Test
  void aPathIsPurgedWhateverItsQuery() {
    String first = "/live/c1/v/index.m3u8?_HLS_msn=1";
    String second = "/live/c1/v/index.m3u8?_HLS_msn=2";
    String other = "/vod/t1/e1/v/0.m4s";
    List.of(first, second, other).forEach(path -> assertThat(edition(path)).isEqualTo("1"));
    origin.publish();
    assertThat(purge("/live/c1/v/index.m3u8?x=1").statusCode()).isEqualTo(200);
    assertThat(edition(first)).isEqualTo("2");
    assertThat(edition(second)).isEqualTo("2");
    assertThat(edition(other)).isEqualTo("1");
  }

  @Test
  void aPrefixIsPurged() {
    List.of(ONE, OTHER).forEach(this::edition);
    origin.publish();
    assertThat(purge("/vod/t1/", "Headwater-Purge-Scope", "prefix").statusCode()).isEqualTo(200);
    assertThat(edition(ONE)).isEqualTo("2");
    assertThat(edition(OTHER)).isEqualTo("1");
    assertThat(purge("/", "Headwater-Purge-Scope", "prefix").statusCode()).isEqualTo(200);
    assertThat(edition(OTHER)).isEqualTo("2");
  }

  @Test
  void aTagIsPurgedAlsoOfWhatIsForViewersWithAToken() {
    String closed = "/t/" + ViewerTokens.opening("/vod/private/") + "/vod/private/e1/v/0.m4s";
    List.of(ONE, OTHER, closed).forEach(this::edition);
    origin.publish();
    List.of("title-t1", "title-private", "title-nobody")
        .forEach(tag ->
            assertThat(
                    purge("/", "Headwater-Purge-Scope", "tag", "Headwater-Purge-Tag", tag)
                        .statusCode())
                .isEqualTo(200));
    assertThat(edition(ONE)).isEqualTo("2");
    assertThat(edition(closed)).isEqualTo("2");
    assertThat(edition(OTHER)).isEqualTo("1");
  }

  @Test
  void whatIsPurgedSoftlyIsStale() {
    edition(ONE);
    origin.publish();
    assertThat(purge(ONE, "Headwater-Purge-Mode", "soft").statusCode()).isEqualTo(200);
    HttpResponse<String> stale = varnish.get(ONE);
    assertThat(stale.body()).startsWith("edition 1");
    assertThat(stale.headers().firstValue("X-Cache")).hasValue("STALE");
    CdnUnderTest.await(() -> edition(ONE).equals("2"), "it is asked for meanwhile");
  }

  @Test
  void whatWasAskedForBeforeAPurgeIsNotKept() {
    String path = "/vod/t1/e1/" + HopOrigin.HELD + "/0.m4s";
    CompletableFuture<HttpResponse<String>> before = varnish.ask(path);
    CdnUnderTest.await(() -> origin.asked(path) == 1, "the origin has old bytes to give");
    origin.publish();
    purge("/", "Headwater-Purge-Scope", "tag", "Headwater-Purge-Tag", "title-t1");
    List<CompletableFuture<HttpResponse<String>>> after =
        IntStream.range(0, 5).mapToObj(_ -> varnish.ask(path)).toList();
    origin.letGo();
    assertThat(before.join().body()).startsWith("edition 1");
    assertThat(after).allSatisfy(one -> assertThat(one.join().body()).startsWith("edition 2"));
    assertThat(edition(path)).isEqualTo("2");
    assertThat(varnish.get(path).headers().firstValue("X-Cache")).hasValue("HIT");
  }

  @Test
  void whatIsStillComingWhenItIsPurgedIsForThoseWhoHadAskedForIt() {
    String path = "/vod/t1/e1/" + HopOrigin.HALF + "/0.m4s";
    CompletableFuture<HttpResponse<String>> before = varnish.ask(path);
    CdnUnderTest.await(() -> varnish.send("HEAD", path).join().statusCode() == 200, "half is here");
    int asked = origin.asked(path);
    origin.publish();
    purge(path);
    CompletableFuture<HttpResponse<String>> after = varnish.ask(path);
    CdnUnderTest.await(() -> origin.asked(path) > asked, "the origin is asked again");
    origin.letGo();
    assertThat(before.join().body()).startsWith("edition 1");
    assertThat(after.join().body()).startsWith("edition 2");
    assertThat(edition(path)).isEqualTo("2");
  }

  @Test
  void whoDoesNotShowTheSecretPurgesNothing() {
    edition(ONE);
    origin.publish();
    String wrong = VarnishSecrets.PURGER.replace('-', '+');
    assertThat(varnish.send("PURGE", ONE).join().statusCode()).isEqualTo(403);
    for (String shown : List.of("", wrong, VarnishSecrets.PURGER + "x", "x".repeat(5000))) {
      assertThat(varnish.send("PURGE", ONE, "Headwater-Purge", shown).join().statusCode())
          .isEqualTo(403);
    }
    assertThat(edition(ONE)).isEqualTo("1");
  }

  @Test
  void withoutASecretNothingCanBePurged(@TempDir Path folder) throws IOException {
    try (CdnUnderTest bare =
        new CdnUnderTest(Cdn.VARNISH, PolicyReader.shipped(), origin.address(), folder)) {
      for (String shown : List.of("", "...", VarnishSecrets.PURGER)) {
        assertThat(bare.send("PURGE", ONE, "Headwater-Purge", shown).join().statusCode())
            .isEqualTo(403);
      }
    }
  }

  @Test
  void aTagMayHaveAnyCharacterThatAFieldOfTagsMayHave() {
    String tag = "team:a+b|c=1/2@x^y`z!#$%&'_~-.";
    origin.tag(tag);
    edition(ONE);
    origin.publish();
    assertThat(purge("/", "Headwater-Purge-Scope", "tag", "Headwater-Purge-Tag", tag).statusCode())
        .isEqualTo(200);
    assertThat(edition(ONE)).isEqualTo("2");
  }

  /** One such path among a thousand would make all of that purge a failure. */
  @Test
  void ofWhatIsNotKeptThereIsNothingToPurge() {
    edition(ONE);
    origin.publish();
    for (String path : List.of("/vod/t1/a+b", "/vod/it's/x", "/vod/t1/(a),b;c=d&e@f:g!$/")) {
      assertThat(purge(path).statusCode()).isEqualTo(200);
      assertThat(purge(path, "Headwater-Purge-Scope", "prefix").statusCode()).isEqualTo(200);
    }
    assertThat(edition(ONE)).isEqualTo("1");
  }

  @Test
  void whatCannotBePurgedIsSaid() {
    assertThat(purge("/vod/*").statusCode()).isEqualTo(400);
    assertThat(purge("/vod/t%31/").statusCode()).isEqualTo(400);
    assertThat(purge("/", "Headwater-Purge-Scope", "all").statusCode()).isEqualTo(400);
    assertThat(purge("/", "Headwater-Purge-Scope", "tag").statusCode()).isEqualTo(400);
    assertThat(
            purge("/", "Headwater-Purge-Scope", "tag", "Headwater-Purge-Tag", "a b").statusCode())
        .isEqualTo(400);
  }
}
