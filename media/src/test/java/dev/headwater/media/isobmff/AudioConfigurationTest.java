package dev.headwater.media.isobmff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ISO/IEC 14496-3, section 1.6.2.1. */
class AudioConfigurationTest {
  @ParameterizedTest
  @CsvSource({
    "1190, 2, 48000, 2", // AAC-LC, index 3, stereo
    "1188, 2, 48000, 1",
    "1210, 2, 44100, 2",
    "11B0, 2, 48000, 6",
    "11B8, 2, 48000, 8",
    "2B90, 5, 22050, 2", // HE-AAC
    "EB8A00, 29, 22050, 1", // HE-AAC version 2
    "F94640, 42, 48000, 2", // USAC: the object type takes 11 bits
    "178076A0A0, 2, 60737, 4", // a rate in 24 bits
    "1680, 2, 0, 0", // index 13 is reserved, configuration 0 is told by the stream
  })
  void typeRateAndChannelsAreReadBitByBit(String hex, int type, int rate, int channels)
      throws MalformedBoxException {
    assertThat(AudioSpecificConfig.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .isEqualTo(new AudioSpecificConfig(type, rate, channels));
  }

  @Test
  void tooFewBitsAreRefused() {
    assertThatThrownBy(() -> AudioSpecificConfig.read(ByteBuffer.wrap(new byte[] {0x11})))
        .hasMessage("audio configuration: 1 bytes (expected: more)");
  }
}
