package dev.headwater.control.upload.resumable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizeTest {
  private static final int MIB = 1 << 20;

  /** The S3 API's limits: 5 MiB at least, 10,000 parts at most. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        5L * MIB,
        9000L * 5 * MIB,
        9000L * 5 * MIB + 1,
        100L << 30,
        1L << 40,
        4L << 40
      })
  void partsGrowWithTheLengthSoThatNumbersSuffice(long length) {
    long part = UploadRun.partBytes(length);
    assertThat(part).isGreaterThanOrEqualTo(5 * MIB).isLessThan(512 * MIB);
    assertThat(part % MIB).isZero();
    assertThat(Math.ceilDiv(length, part)).isLessThanOrEqualTo(9000);
    if (part > 5 * MIB) {
      assertThat(Math.ceilDiv(length, part - MIB)).as("no larger than needed").isGreaterThan(9000);
    }
  }
}
