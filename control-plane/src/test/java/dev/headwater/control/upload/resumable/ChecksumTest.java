package dev.headwater.control.upload.resumable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** tus 1.0.0, Checksum. */
class ChecksumTest {
  private static final Buffer ABC = Buffer.buffer("xabcx");

  /** Of "abc": FIPS 180-4's and RFC 1321's own examples. */
  @ParameterizedTest
  @CsvSource({
    "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "SHA1  qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
    "md5 kAFQmDzST7DWlj99KOF/cg=="
  })
  void bytesThatAddUpPass(String field) {
    Checksum checksum = Checksum.parse(field);
    checksum.add(ABC, 1, 3);
    checksum.add(ABC, 3, 4);
    checksum.check();
  }

  @Test
  void othersDoNot() {
    Checksum checksum = Checksum.parse("md5 kAFQmDzST7DWlj99KOF/cg==");
    checksum.add(ABC, 0, 5);
    assertThatThrownBy(checksum::check)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.CHECKSUM_MISMATCH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "sha1", "sha512 AA==", "crc32 AA==", "sha1 AA==", "sha1 =", "md5 kAFQ!!"})
  void whatIsNoChecksumIsRefused(String field) {
    assertThatThrownBy(() -> Checksum.parse(field))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_REQUEST))
        .hasMessageStartingWith("Upload-Checksum: ");
  }
}
