package dev.headwater.edge.http.range;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartByterangesTest {
  private static final byte[] CONTENT = "0123456789".repeat(20).getBytes(ISO_8859_1);
  private static final List<ByteSpan> SPANS = List.of(new ByteSpan(190, 3), new ByteSpan(0, 2));

  /** RFC 9110, sections 14.6 and 15.3.7.2. */
  @Test
  void partsAreWrittenInTheirOrder() {
    MultipartByteranges content = MultipartByteranges.of(SPANS, 200, "video/mp4", "B");
    assertThat(content.contentType()).isEqualTo("multipart/byteranges; boundary=B");
    assertThat(written(content).toString(ISO_8859_1))
        .isEqualTo(
            """
            \r
            --B\r
            Content-Type: video/mp4\r
            Content-Range: bytes 190-192/200\r
            \r
            012\r
            --B\r
            Content-Type: video/mp4\r
            Content-Range: bytes 0-1/200\r
            \r
            01\r
            --B--\r
            """);
  }

  @Test
  void withoutATypeThePartsHaveNone() {
    MultipartByteranges content = MultipartByteranges.of(SPANS, 200, null, "B");
    assertThat(written(content).toString(ISO_8859_1)).doesNotContain("Content-Type");
  }

  @Test
  void theLengthIsKnownBeforehand() {
    Random random = new Random(146);
    for (int round = 0; round < 200; round++) {
      String type = random.nextBoolean() ? "text/plain" : null;
      List<ByteSpan> spans =
          random
              .ints(2 + random.nextInt(4), 0, 200)
              .mapToObj(from -> new ByteSpan(from, 200 - from))
              .toList();
      MultipartByteranges content =
          MultipartByteranges.of(spans, 200, type, MultipartByteranges.boundary(random));
      assertThat(content.contentLength()).isEqualTo(written(content).size());
    }
  }

  @Test
  void boundariesAreLongAndDiffer() {
    Random random = new Random(1);
    assertThat(MultipartByteranges.boundary(random))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(MultipartByteranges.boundary(random));
  }

  private static ByteArrayOutputStream written(MultipartByteranges content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (MultipartByteranges.Part part : content.parts()) {
      out.writeBytes(part.head());
      out.write(CONTENT, (int) part.span().from(), (int) part.span().length());
    }
    out.writeBytes(content.tail());
    return out;
  }
}
