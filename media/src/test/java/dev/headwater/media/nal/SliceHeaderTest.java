package dev.headwater.media.nal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Fixtures;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.CmafReader;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.SampleDescription;
import dev.headwater.media.isobmff.SampleLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceHeaderTest {
  /** Another reader says how many bytes each header touches: the fixtures' README tells how. */
  @ParameterizedTest
  @CsvSource({"avc, 1 5", "hevc, 0 1 8 9 20 21"})
  void headersEndWhereAnotherReaderFindsIt(String codec, String sliceTypes) throws Exception {
    List<String> found = new ArrayList<>();
    List<String> slices = List.of(sliceTypes.split(" "));
    NalCodec nals = codec(codec);
    for (ByteBuffer nal : nalUnits(codec + "-slices.mp4")) {
      nals = nals.after(nal);
      String type = "" + (codec.equals("avc") ? nal.get(0) & 31 : nal.get(0) >> 1 & 63);
      if (slices.contains(type)) {
        found.add(type + " " + (nals.headerBytes(nal) - escapes(nal, nals.headerBytes(nal))));
      } else {
        assertThat(nals.headerBytes(nal)).as("type %s", type).isEqualTo(nal.remaining());
      }
    }
    String expected =
        new String(Fixtures.bytes(codec + "-slices.headers"), StandardCharsets.US_ASCII);
    assertThat(found).isEqualTo(expected.lines().toList());
  }

  /** ITU-T H.264, section 7.4.1: 00 00 03 00 is 00 00 00, and 03 is only skipped there. */
  @Test
  void bytesThatPreventStartCodesAreNotRead() throws Exception {
    BitReader bits = new BitReader(ByteBuffer.wrap(HexFormat.of().parseHex("0000030003000003")));
    assertThat(bits.u(32)).isEqualTo(3);
    assertThat(bits.bytesBegun()).isEqualTo(5);
    assertThat(bits.u(16)).isZero();
    assertThatThrownBy(() -> bits.u(1)).isInstanceOf(MalformedNalUnitException.class);
  }

  /** Section 9.1, tables 9-2 and 9-3. */
  @ParameterizedTest
  @CsvSource({"80, 0, 0", "40, 1, 1", "60, 2, -1", "20, 3, 2", "28, 4, -2", "38, 6, -3"})
  void codesAreThoseOfTheTables(String hex, long unsigned, long signed) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    assertThat(new BitReader(bytes).ue()).isEqualTo(unsigned);
    assertThat(new BitReader(bytes).se()).isEqualTo(signed);
  }

  @ParameterizedTest
  @CsvSource({
    "avc, 62, NAL unit type: 2", // data partition A
    "avc, 73, NAL unit type: 19", // an auxiliary picture
    "avc, 6588, NAL unit: 2 bytes",
    "avc, 65880800, picture parameter set: ",
    "hevc, 2C01, NAL unit type: 22", // reserved
    "hevc, 0209, NAL unit type: 1 of layer 1"
  })
  void picturesThatCantBeTakenApartAreRefused(String codec, String nal, String message)
      throws Exception {
    NalCodec nals = codec(codec);
    assertThatThrownBy(() -> nals.headerBytes(ByteBuffer.wrap(HexFormat.of().parseHex(nal))))
        .isInstanceOf(MalformedNalUnitException.class)
        .hasMessageStartingWith(message);
  }

  /** Up to where the header ends. */
  private static int escapes(ByteBuffer nal, int end) {
    int count = 0;
    for (int i = 2; i < end; i++) {
      count += nal.get(i) == 3 && nal.get(i - 1) == 0 && nal.get(i - 2) == 0 ? 1 : 0;
    }
    return count;
  }

  private static NalCodec codec(String codec) throws IOException {
    ByteBuffer configuration = description(codec + "-slices.mp4").configuration();
    return codec.equals("avc") ? NalCodec.avc(configuration) : NalCodec.hevc(configuration);
  }

  private static SampleDescription description(String file) throws IOException {
    return SampleDescription.read(pieces(file).getFirst().bytes());
  }

  private static List<ByteBuffer> nalUnits(String file) throws IOException {
    List<ByteBuffer> nals = new ArrayList<>();
    SampleDefaults defaults = description(file).defaults();
    for (CmafPiece piece : pieces(file).subList(1, pieces(file).size())) {
      ByteBuffer bytes = piece.bytes();
      for (SampleLayout.Extent sample : SampleLayout.read(bytes, defaults).samples()) {
        for (int at = sample.offset(); at < sample.end(); at += 4 + bytes.getInt(at)) {
          nals.add(bytes.slice(at + 4, bytes.getInt(at)));
        }
      }
    }
    return nals;
  }

  private static List<CmafPiece> pieces(String file) throws IOException {
    return new CmafReader().read(ByteBuffer.wrap(Fixtures.bytes(file)));
  }
}
