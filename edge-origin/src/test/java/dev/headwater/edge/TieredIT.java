package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import dev.headwater.platform.publication.Publication.Visibility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edge with the shipped policy before an origin: two tiers of one CDN. */
class TieredIT {
  private static final byte[] SEGMENT = new byte[300_000];
  private static final byte[] LARGE = new byte[9 << 20];
  private static final String PLAYLIST = "#EXTM3U\n" + "#EXTINF:4.0,\n0.m4s\n".repeat(100);
  private static final String PUBLIC = "/vod/t1/e1/720p/0.m4s";
  private static final String PRIVATE = "/vod/t2/e1/720p/0.m4s";

  @TempDir Path folder;
  private Node origin;
  private Node edge;

  @BeforeEach
  void start() {
    new Random(1).nextBytes(SEGMENT);
    new Random(2).nextBytes(LARGE);
    origin = new Node(folder, Map.of());
    origin
        .publish("t1", "e1", Visibility.PUBLIC)
        .put("vod/t1/e1/720p/0.m4s", SEGMENT)
        .put("vod/t1/e1/720p/9.m4s", LARGE)
        .put("vod/t1/e1/index.m3u8", PLAYLIST.getBytes(StandardCharsets.UTF_8))
        .publish("t2", "e1", Visibility.PRIVATE)
        .put("vod/t2/e1/720p/0.m4s", SEGMENT);
    edge = Node.edge(origin.port(), Map.of("memory.max-size", "32MiB"));
  }

  @AfterEach
  void stop() {
    edge.close();
    origin.close();
  }

  /** What the cache nearest to the client says of itself (RFC 9211, section 2). */
  private static String ofEdge(Answer answer) {
    return answer.headers().getAll("Cache-Status").getLast();
  }

  private double answered(String outcome) {
    return origin.metric("headwater_requests_total", "outcome=\"" + outcome + "\"");
  }

  @Test
  void aSegmentIsAskedOfTheOriginOnceWhateverItsQuery() {
    for (String query : new String[] {"", "?a=1", "?a=2&utm=x", "#f"}) {
      Answer answer = edge.get(PUBLIC + query);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().getBytes()).isEqualTo(SEGMENT);
    }
    assertThat(answered("uri-miss") + answered("hit")).isEqualTo(1);
  }

  @Test
  void whatTheOriginSaysIsHandedOn() {
    Answer straight = origin.get(PUBLIC);
    Answer relayed = edge.get(PUBLIC);
    for (String field :
        new String[] {"Content-Type", "Cache-Control", "CDN-Cache-Control", "ETag", "Cache-Tag"}) {
      assertThat(relayed.header(field)).as(field).isEqualTo(straight.header(field));
    }
    assertThat(relayed.headers().getAll("Cache-Status")).hasSize(2);
    assertThat(ofEdge(relayed)).startsWith("Headwater;fwd=uri-miss;stored;");
    assertThat(ofEdge(edge.get(PUBLIC))).startsWith("Headwater;hit;");
  }

  @Test
  void aPrivateTitleOpensToItsTokenAloneAndIsNotKept() {
    String token = origin.token("/vod/t2/e1/", Duration.ofHours(1));
    for (int i = 0; i < 2; i++) {
      assertThat(edge.get(PRIVATE).status()).isEqualTo(403);
      Answer opened = edge.get("/t/" + token + PRIVATE);
      assertThat(opened.status()).isEqualTo(200);
      assertThat(opened.body().getBytes()).isEqualTo(SEGMENT);
      assertThat(ofEdge(opened)).startsWith("Headwater;fwd=");
      assertThat(edge.get("/t/bad" + PRIVATE).status()).isEqualTo(403);
    }
  }

  @Test
  void aPlaylistIsCompressedOnceForThoseWhoAcceptIt() throws IOException {
    Answer zipped = edge.get("/vod/t1/e1/index.m3u8", "Accept-Encoding", "gzip");
    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(
            new GZIPInputStream(new ByteArrayInputStream(zipped.body().getBytes())).readAllBytes())
        .isEqualTo(PLAYLIST.getBytes(StandardCharsets.UTF_8));
    Answer plain = edge.get("/vod/t1/e1/index.m3u8");
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.body()).hasToString(PLAYLIST);
  }

  @Test
  void anAbsenceIsKeptForItsTimeToo() {
    for (int i = 0; i < 3; i++) {
      assertThat(edge.get("/vod/t1/e1/720p/7.m4s").status()).isEqualTo(404);
    }
    assertThat(answered("not-found")).isEqualTo(1);
  }

  @Test
  void aPathOfNoKindIsNotAskedForAtAll() {
    assertThat(edge.get("/favicon.ico").status()).isEqualTo(404);
    assertThat(origin.metric("headwater_requests_total", "kind=\"none\"")).isZero();
  }

  @Test
  void aRangeOfSomethingLargeCrossesBothTiersInSlices() {
    Answer part = edge.get("/vod/t1/e1/720p/9.m4s", "Range", "bytes=5000000-5999999");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).isEqualTo("bytes 5000000-5999999/" + LARGE.length);
    assertThat(part.body().getBytes()).isEqualTo(Arrays.copyOfRange(LARGE, 5_000_000, 6_000_000));
    assertThat(edge.get("/vod/t1/e1/720p/9.m4s").body().getBytes()).isEqualTo(LARGE);
  }

  @Test
  void whatTheEdgeHasOutlivesTheOrigin() {
    edge.get(PUBLIC);
    origin.close();
    assertThat(edge.get(PUBLIC).body().getBytes()).isEqualTo(SEGMENT);
    assertThat(edge.get("/vod/t1/e1/720p/1.m4s").status()).isEqualTo(503);
    origin = new Node(folder, Map.of());
  }
}
