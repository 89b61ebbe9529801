package dev.headwater.media.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.isobmff.Protection.Pattern;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternCipherTest {
  // NIST SP 800-38A, F.2.1
  private static final CbcsKey KEY =
      CbcsKey.of(
          new UUID(0, 1),
          bytes("2b7e151628aed2a6abf7158809cf4f3c"),
          bytes("000102030405060708090a0b0c0d0e0f"));
  private static final String PLAIN =
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
          + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
  private static final String ENCRYPTED =
      "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
          + "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7";

  @Test
  void wholeBlocksAreThoseOfThePublishedExample() {
    byte[] bytes = bytes(PLAIN + "0102030405");
    new PatternCipher(KEY, Pattern.WHOLE).encrypt(bytes, 0, bytes.length);
    assertThat(hex(bytes)).isEqualTo(ENCRYPTED + "0102030405");
  }

  /** ISO/IEC 23001-7, section 9.6: the chain goes from one encrypted block to the next. */
  @Test
  void theChainSkipsWhatIsClear() {
    String clear = "ab".repeat(9 * 16);
    byte[] bytes = bytes("ff" + PLAIN.substring(0, 32) + clear + PLAIN.substring(32, 64) + "01");
    PatternCipher cipher = new PatternCipher(KEY, Pattern.PICTURES);
    cipher.encrypt(bytes, 1, bytes.length - 1);
    assertThat(hex(bytes))
        .isEqualTo("ff" + ENCRYPTED.substring(0, 32) + clear + ENCRYPTED.substring(32, 64) + "01");
  }

  @Test
  void eachRunBeginsFromTheVector() {
    PatternCipher cipher = new PatternCipher(KEY, Pattern.PICTURES);
    for (int run = 0; run < 3; run++) {
      byte[] bytes = bytes(PLAIN.substring(0, 32));
      cipher.encrypt(bytes, 0, bytes.length);
      assertThat(hex(bytes)).isEqualTo(ENCRYPTED.substring(0, 32));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "15, ''",
    "16, 0",
    "31, 0",
    "160, 0",
    "175, 0",
    "176, 0 10",
    "335, 0 10",
    "336, 0 10 20"
  })
  void oneBlockInTenIsEncrypted(int length, String blocks) {
    byte[] bytes = new byte[length];
    new PatternCipher(KEY, Pattern.PICTURES).encrypt(bytes, 0, length);
    List<String> changed = new ArrayList<>();
    for (int at = 0; at < length; at += 16) {
      if (!hex(bytes, at, Math.min(at + 16, length)).matches("(00)*")) {
        changed.add("" + at / 16);
      }
    }
    assertThat(String.join(" ", changed)).isEqualTo(blocks);
  }

  private static String hex(byte[] bytes) {
    return hex(bytes, 0, bytes.length);
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
