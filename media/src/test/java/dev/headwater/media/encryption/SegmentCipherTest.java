package dev.headwater.media.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentCipherTest {
  private static final byte[] KEY = HexFormat.of().parseHex("2b7e151628aed2a6abf7158809cf4f3c");

  /** draft-pantos-hls-rfc8216bis, section 5.2: the number as a big-endian integer of 16 bytes. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 258, 9_007_199_254_740_993L})
  void theVectorIsTheMediaSequenceNumber(long number) throws Exception {
    byte[] plain = "sixteen bytes and a few more".getBytes(StandardCharsets.US_ASCII);
    String vector = "0".repeat(16) + HexFormat.of().toHexDigits(number);
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(KEY, "AES"),
        new IvParameterSpec(HexFormat.of().parseHex(vector)));
    assertThat(cipher.doFinal(encrypted(plain, number))).isEqualTo(plain);
  }

  /** NIST SP 800-38A, F.2.1, its first block: with a vector of zeros XORed into the text. */
  @Test
  void theFirstBlockIsThatOfThePublishedExample() throws Exception {
    byte[] text = HexFormat.of().parseHex("6bc0bce12a459991e134741a7f9e1925");
    assertThat(HexFormat.of().formatHex(encrypted(text, 0), 0, 16))
        .isEqualTo("7649abac8119b246cee98e9b12e9197d");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 4096})
  void theLengthIsToldBeforehand(int plainBytes) throws Exception {
    assertThat(encrypted(new byte[plainBytes], 7))
        .hasSize((int) SegmentCipher.encryptedBytes(plainBytes));
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SegmentCipher.of(new byte[32]))
        .withMessage("key: 32 bytes (expected: 16)");
  }

  private static byte[] encrypted(byte[] plain, long number) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = SegmentCipher.of(KEY).encrypting(bytes, number)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
