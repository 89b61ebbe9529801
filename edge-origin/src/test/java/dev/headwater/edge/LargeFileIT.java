package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files too large to be kept in one piece go to the client from where they lie. */
class LargeFileIT {
  private static final String SEGMENT = "/vod/t1/e1/720p/0.m4s";
  private static final int SIZE = 5_000_000;

  @TempDir Path folder;

  private final byte[] bytes = PathContent.of(SEGMENT, 0, SIZE).getBytes();
  private Node node;

  @BeforeEach
  void start() {
    node =
        new Node(folder, Map.of("memory.max-size", "16MiB", "memory.slice-size", "1MiB"))
            .publish("t1", "e1", Visibility.PUBLIC)
            .put(SEGMENT.substring(1), bytes);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aLargeFileIsSentWholeAndTakesNoMemory() {
    assertThat(node.get(SEGMENT).body().getBytes()).isEqualTo(bytes);
    assertThat(node.get(SEGMENT).body().getBytes()).isEqualTo(bytes);
    assertThat(node.metric("headwater_memory_allocated_bytes", "")).isZero();
  }

  @Test
  void anyRangeOfItIsSent() {
    Node.Answer answer = node.get(SEGMENT, "Range", "bytes=4000000-");

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("Content-Range")).isEqualTo("bytes 4000000-4999999/5000000");
    assertThat(answer.body().getBytes()).isEqualTo(Arrays.copyOfRange(bytes, 4_000_000, SIZE));
  }

  @Test
  void aFileThatIsGoneIsSaidSoAndIsThereAgainOnceItIs() throws IOException {
    node.get(SEGMENT);
    Files.delete(folder.resolve(SEGMENT.substring(1)));
    assertThat(node.get(SEGMENT).status()).isEqualTo(404);

    node.put(SEGMENT.substring(1), Arrays.copyOf(bytes, SIZE - 1));
    Node.until(() -> node.get(SEGMENT).status() == 200, () -> "the file is not found again");
    assertThat(node.get(SEGMENT).body().length()).isEqualTo(SIZE - 1);
  }

  @Test
  void aFileThatHasBecomeShorterIsNotSentAsWhatItWas() {
    node.get(SEGMENT);
    node.put(SEGMENT.substring(1), Arrays.copyOf(bytes, SIZE - 1));
    assertThat(node.get(SEGMENT).status()).isEqualTo(503);
    assertThat(node.get(SEGMENT).body().length()).isEqualTo(SIZE - 1);
  }

  private Download overHttp2() {
    HttpClient client =
        node.vertx()
            .createHttpClient(
                new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
    return Download.begin(node.vertx(), client, node.port(), SEGMENT, false);
  }

  @Test
  void aStreamOfHttp2GetsItToo() {
    for (int i = 0; i < 2; i++) {
      Download whole = overHttp2();
      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.bytes()).isEqualTo(SIZE);
    }
    node.awaitQuiet();
    node.put(SEGMENT.substring(1), Arrays.copyOf(bytes, SIZE - 1));
    assertThat(overHttp2().status()).isEqualTo(503);
    assertThat(overHttp2().bytes()).isEqualTo(SIZE - 1);
  }

  @Test
  void severalRangesGetTheWhole() {
    Node.Answer answer = node.get(SEGMENT, "Range", "bytes=0-1,100-200");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().length()).isEqualTo(SIZE);
  }

  @Test
  void whoHasItIsToldSo() {
    String etag = node.get(SEGMENT).header("ETag");

    assertThat(node.get(SEGMENT, "If-None-Match", etag).status()).isEqualTo(304);
    assertThat(node.head(SEGMENT).header("Content-Length")).isEqualTo(Integer.toString(SIZE));
  }
}
