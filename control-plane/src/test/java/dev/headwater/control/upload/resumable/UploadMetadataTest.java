package dev.headwater.control.upload.resumable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.refusal.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** tus 1.0.0, Creation: Upload-Metadata. */
class UploadMetadataTest {
  @Test
  void keysAndValuesAreRead() {
    UploadMetadata metadata = UploadMetadata.parse("titleId dDE=,filename w6QubXA0, is_private,x ");
    assertThat(metadata.titleId()).isEqualTo("t1");
    assertThat(metadata.filename()).contains("ä.mp4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | empty key",
        "filename YQ== | no titleId",
        "titleId | no titleId",
        "titleId dDE=,titleId dDI= | twice",
        "titleId dDE=,,x | empty key",
        "titleId !!! | UTF-8 in Base64",
        "titleId /w== | UTF-8 in Base64",
        "titleId AA== | U+0000"
      })
  void whatIsWrongIsSaid(String text, String detail) {
    assertThatThrownBy(() -> UploadMetadata.parse(text))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(detail);
  }

  @Test
  void lengthsAreBounded() {
    assertThatThrownBy(() -> UploadMetadata.parse("titleId dDE=,x " + "YWFh".repeat(1100)))
        .hasMessageContaining("4096");
    assertThatThrownBy(() -> UploadMetadata.parse("titleId dDE=,filename " + "YWFh".repeat(100)))
        .hasMessageContaining("255");
  }
}
