package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.Node.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node in the edge role that knows kinds: what it says of what it compresses and divides. */
class KindsAtEdgeIT {
  private static final String PLAYLIST = "/vod/t/e/720p/index.m3u8";
  private static final String TEXT = "#EXTM3U\n".repeat(200);

  private final Upstream upstream =
      new Upstream(
          Upstream.says(
              TEXT,
              "ETag",
              "\"1\"",
              "Content-Digest",
              "c",
              "Content-MD5",
              "m",
              "Repr-Digest",
              "r"));
  private final Node edge = Node.edge(upstream.port(), Map.of("memory.max-size", "16MiB"));

  @AfterEach
  void stop() {
    edge.close();
    upstream.close();
  }

  @Test
  void whatComesInTwoCodingsSaysSoInBoth() {
    Answer gzip = edge.get(PLAYLIST, "Accept-Encoding", "gzip");
    assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(gzip.header("Vary")).isEqualTo("Accept-Encoding");
    Answer identity = edge.get(PLAYLIST);
    assertThat(identity.header("Content-Encoding")).isEmpty();
    assertThat(identity.header("Vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void aDigestIsSentWithTheBytesThatItIsOf() {
    Answer whole = edge.get(PLAYLIST);
    assertThat(whole.header("Content-Digest")).isEqualTo("c");
    assertThat(whole.header("Content-MD5")).isEqualTo("m");
    assertThat(whole.header("Repr-Digest")).isEqualTo("r");

    for (String range : new String[] {"bytes=0-9", "bytes=0-1,100-101"}) {
      Answer part = edge.get(PLAYLIST, "Range", range);
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.header("Content-Digest")).as("RFC 9530, 2").isEmpty();
      assertThat(part.header("Content-MD5")).isEmpty();
      assertThat(part.header("Repr-Digest")).as("RFC 9530, 3").isEqualTo("r");
    }

    Answer gzip = edge.get(PLAYLIST, "Accept-Encoding", "gzip");
    assertThat(gzip.header("Content-Digest")).isEmpty();
    assertThat(gzip.header("Repr-Digest")).isEmpty();
  }

  @Test
  void a304SaysNothingOfContent() {
    edge.get(PLAYLIST);
    Answer answer = edge.get(PLAYLIST, "If-None-Match", "\"1\"");
    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(answer.header("Date")).isNotEmpty();
    assertThat(answer.header("Repr-Digest") + answer.header("Content-Digest")).isEmpty();
  }

  @Test
  void theFieldsThatSpeakToThisCacheAreASetting() {
    upstream.now(
        Upstream.says(TEXT, "Cache-Control", "no-store", "CDN-Cache-Control", "max-age=60"));
    assertThat(secondAnswer("CDN-Cache-Control")).contains(";hit;");
    assertThat(secondAnswer("Our-Control")).doesNotContain(";hit;");
  }

  private String secondAnswer(String targets) {
    try (Node node =
        Node.edge(upstream.port(), Map.of("memory.max-size", "16MiB", "targets", targets))) {
      node.get(PLAYLIST);
      return node.get(PLAYLIST).header("Cache-Status");
    }
  }

  @Test
  void whatIsNotToBeTransformedIsNotCompressed() {
    Answer asked = edge.get(PLAYLIST, "Accept-Encoding", "gzip", "Cache-Control", "no-transform");
    assertThat(asked.header("Content-Encoding")).as("RFC 9111, 5.2.1.6").isEmpty();

    upstream.now(Upstream.says(TEXT, "Cache-Control", "max-age=60, no-transform"));
    Answer said = edge.get("/vod/t/e/1080p/index.m3u8", "Accept-Encoding", "gzip");
    assertThat(said.header("Content-Encoding")).as("RFC 9111, 5.2.2.6").isEmpty();
    assertThat(said.body()).hasToString(TEXT);
  }
}
