package dev.headwater.media.isobmff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageCodeTest {
  @ParameterizedTest
  @CsvSource({"eng, en", "por, pt", "deu, de", "haw, haw", "und, ''"})
  void threeLettersBecomeTheShortestTag(String code, String tag) {
    int packed =
        code.chars().map(letter -> letter - 'a' + 1).reduce(0, (sum, five) -> (sum << 5) | five);
    assertThat(LanguageCode.tag(packed).orElse("")).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({"0", "32767", "138"})
  void whatIsNoLanguageIsNone(int packed) {
    assertThat(LanguageCode.tag(packed)).isEmpty();
  }
}
