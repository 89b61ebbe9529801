package dev.headwater.edge.http.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialFieldsTest {
  private static final FieldList STORED =
      FieldList.of(
          "Content-Type", "video/mp4",
          "Content-Length", "200",
          "Content-MD5", "x",
          "Content-Digest", "x",
          "Repr-Digest", "r",
          "ETag", "\"a\"");

  @Test
  void onePartSaysItsPlace() {
    assertThat(PartialFields.single(STORED, new ByteSpan(10, 5), 200))
        .as("RFC 9110, 15.3.7.1")
        .isEqualTo(
            FieldList.of(
                "Content-Type", "video/mp4",
                "Repr-Digest", "r",
                "ETag", "\"a\"",
                "Content-Range", "bytes 10-14/200",
                "Content-Length", "5"));
  }

  @Test
  void severalPartsSayTheirPlacesThemselves() {
    MultipartByteranges content =
        MultipartByteranges.of(
            List.of(new ByteSpan(0, 1), new ByteSpan(150, 1)), 200, "video/mp4", "B");
    assertThat(PartialFields.several(STORED, content))
        .as("RFC 9110, 15.3.7.2")
        .isEqualTo(
            FieldList.of(
                "Repr-Digest", "r",
                "ETag", "\"a\"",
                "Content-Type", "multipart/byteranges; boundary=B",
                "Content-Length", Long.toString(content.contentLength())));
  }

  @Test
  void whatIsPutTogetherSaysNothingOfOnePart() {
    FieldList part =
        FieldList.of(
            "ETag",
            "\"a\"",
            "Content-Range",
            "bytes 0-4/10",
            "Content-Length",
            "5",
            "Content-Digest",
            "x");
    assertThat(PartialFields.ofAll(part))
        .as("RFC 9111, 3.4")
        .isEqualTo(FieldList.of("ETag", "\"a\""));
  }

  @Test
  void whatCannotBeSatisfiedSaysTheSize() {
    assertThat(PartialFields.unsatisfiable(10))
        .as("RFC 9110, 15.5.17")
        .isEqualTo(FieldList.of("Content-Range", "bytes */10"));
  }
}
