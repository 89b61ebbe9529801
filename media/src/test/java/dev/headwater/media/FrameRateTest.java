package dev.headwater.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRateTest {
  @ParameterizedTest
  @CsvSource({"24000/1001,23.976", "30000/1001,29.970", "25,25.000", "60000/1001,59.940"})
  void playlistsWriteThreeDecimals(String text, String decimals) {
    assertThat(FrameRate.parse(text).framesPerSecond().toPlainString()).isEqualTo(decimals);
  }

  @Test
  void textIsWhatWasRead() {
    assertThat(FrameRate.parse("24000/1001")).hasToString("24000/1001");
    assertThat(FrameRate.parse("25/1")).hasToString("25");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0/0", "-25", "25/0", "/", "25/", "29.97", "99999999999999999999"})
  void whatIsNoFrameRateIsRefused(String text) {
    assertThatThrownBy(() -> FrameRate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("frame rate: ");
  }
}
