package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Text that a node in the edge role compresses, of an upstream that does not. */
class CompressionIT {
  private static final String PLAYLIST = "#EXTM3U\n" + "#EXTINF:4,\nsegment.m4s\n".repeat(100);
  private static final String PATH = "/vod/t1/e1/720p/index.m3u8";

  private final Upstream upstream = new Upstream(Upstream.says(PLAYLIST));
  private final Node edge = Node.edge(upstream.port(), Map.of());

  @AfterEach
  void stop() {
    edge.close();
    upstream.close();
  }

  @Test
  void whatIsThereInTwoCodingsSaysWhatSelectsThem() {
    Answer plain = edge.get(PATH);
    Answer gzip = edge.get(PATH, "Accept-Encoding", "gzip");

    assertThat(plain.body()).hasToString(PLAYLIST);
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(gzip.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(upstream.requests).hasSize(1);
  }

  @Test
  void whatNobodyMayTransformIsLeftAsItIs() {
    upstream.now(Upstream.says(PLAYLIST, "Cache-Control", "max-age=60, no-transform"));

    Answer answer = edge.get(PATH, "Accept-Encoding", "gzip");

    assertThat(answer.body()).hasToString(PLAYLIST);
    assertThat(answer.header("Content-Encoding")).isEmpty();
  }

  @Test
  void contentThatIsSlowToComeIsSentAsItIs() {
    Promise<Void> rest = Promise.promise();
    upstream.now(request -> half(request, rest));
    Download download =
        Download.begin(
            upstream.vertx(), upstream.vertx().createHttpClient(), edge.port(), PATH, false);
    download.awaitBytes(500);
    rest.complete();
    assertThat(download.bytes()).isEqualTo(1_000);
    edge.awaitQuiet();
    assertThat(edge.get(PATH, "Accept-Encoding", "gzip").header("Cache-Status")).contains(";hit;");
    assertThat(upstream.requests).hasSize(1);
  }

  private static void half(HttpServerRequest request, Promise<Void> rest) {
    request
        .response()
        .putHeader("Content-Length", "1000")
        .write(PathContent.of(request.uri(), 0, 500));
    rest.future().onSuccess(_ -> request.response().end(PathContent.of(request.uri(), 500, 500)));
  }
}
