package dev.headwater.media.isobmff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that players and standards give as examples. */
class VideoCodecTest {
  @ParameterizedTest
  @CsvSource({
    "avc1, avcC, 0142C01E, avc1.42c01e",
    "avc3, avcC, 01640028, avc3.640028",
    "hvc1, hvcC, 01016000 0000B000 00000000 5D, hvc1.1.6.L93.B0",
    "hev1, hvcC, 01022000 0000B000 00000000 96, hev1.2.4.L150.B0",
    "hvc1, hvcC, 01614000 00000000 00000000 7B, hvc1.A1.2.H123",
    "av01, av1C, 81044800, av01.0.04M.10",
    "av01, av1C, 810D0C00, av01.0.13M.08",
    "av01, av1C, 8148E000, av01.2.08H.12",
  })
  void namesFollowTheCodecsOwnBinding(String type, String box, String hex, String name)
      throws MalformedBoxException {
    byte[] configuration = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(VideoCodec.name(entry(type, box, configuration))).isEqualTo(name);
  }

  @Test
  void anUnknownCodecIsNamedByItsEntry() throws MalformedBoxException {
    assertThat(VideoCodec.name(entry("mjpg", "free", new byte[0]))).isEqualTo("mjpg");
  }

  private static Box entry(String type, String box, byte[] configuration) {
    ByteBuffer content =
        ByteBuffer.allocate(8 + configuration.length)
            .putInt(8 + configuration.length)
            .putInt(FourCc.of(box).code())
            .put(configuration)
            .flip();
    return Box.of(FourCc.of(type), content);
  }
}
