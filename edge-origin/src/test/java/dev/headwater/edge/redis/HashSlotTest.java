package dev.headwater.edge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redis cluster specification, "Key distribution model" and "Hash tags". */
class HashSlotTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "123456789, 12739", // the check value of CRC-16/XMODEM, 0x31c3
        "foo, 12182",
        "{user1000}.following, 3443",
        "{user1000}.followers, 3443",
        "user1000, 3443",
        "\"\", 0"
      })
  void aKeyIsInTheSlotThatServersSay(String key, int slot) {
    assertThat(HashSlot.of(key)).isEqualTo(slot);
  }

  @ParameterizedTest
  @CsvSource({
    "foo{}{bar}, foo{}{bar}",
    "foo{{bar}}zap, {bar",
    "foo{bar}{zap}, bar",
    "a}b{c, a}b{c"
  })
  void onlyTheFirstTagThatIsNotEmptyCounts(String key, String hashed) {
    assertThat(HashSlot.of(key)).isEqualTo(plain(hashed));
  }

  /** Bit by bit, over all of the text. */
  private static int plain(String text) {
    int crc = 0;
    for (int i = 0; i < text.length(); i++) {
      crc ^= text.charAt(i) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
      }
    }
    return (crc & 0xffff) % 16_384;
  }
}
