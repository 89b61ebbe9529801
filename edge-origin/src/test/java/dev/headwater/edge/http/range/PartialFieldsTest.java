package dev.headwater.edge.http.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
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
  void digestsOfTheRepresentationHoldForItsParts() {
    assertThat(STORED.toBuilder().removeAll(PartialFields.OF_CONTENT).build())
        .as("RFC 9530, 2 and 3")
        .isEqualTo(FieldList.of("Content-Type", "video/mp4", "Repr-Digest", "r", "ETag", "\"a\""));
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
}
