package dev.headwater.media.isobmff;

import static dev.headwater.media.isobmff.Boxes.box;
import static dev.headwater.media.isobmff.Boxes.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Fixtures;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ISO/IEC 23001-7 wants of a tiny fragment and of a header, byte by byte. */
class ProtectedFragmentTest {
  private static final String KEY_ID = "01234567 89ab cdef 0123 456789abcdef";
  private static final String VECTOR = "f0f1f2f3 f4f5f6f7 f8f9fafb fcfdfeff";

  /** Of 5 and 40 bytes, 68 after the start of moof. */
  private static final String SAMPLES = "00000201 00000002 00000044 00000005 00000028";

  @Test
  void subsamplesAndAnotherKeyAreToldInTheFragment() throws Exception {
    byte[] written =
        ProtectedFragment.write(
            ByteBuffer.wrap(fragment()),
            layout(fragment()),
            List.of(List.of(new Subsample(5, 0)), List.of(new Subsample(6, 34))),
            Optional.of(protection(Protection.Pattern.PICTURES)));
    assertThat(HexFormat.of().formatHex(written, 0, 220))
        .isEqualTo(
            hex(
                "000000dc 6d6f6f66", // moof
                "000000d4 74726166", // traf
                "00000010 74666864 00020000 00000001", // tfhd
                "0000001c 7472756e 00000201 00000002 000000e4 00000005 00000028", // trun: 228
                "0000003d 73677064 01000000 73656967 00000025 00000001", // sgpd seig, 37 bytes
                "00 19 01 00", // 1 of 10, protected, no vector of each sample's own
                KEY_ID,
                "10",
                VECTOR,
                "0000001c 73626770 00000000 73656967 00000001 00000002 00010001", // sbgp
                "00000013 7361697a 00000000 00 00000002 08 08", // saiz
                "00000014 7361696f 00000000 00000001 000000cc", // saio: 204
                "00000020 73656e63 00000002 00000002", // senc, from 188 on
                "0001 0005 00000000",
                "0001 0006 00000022"));
    assertThat(Arrays.copyOfRange(written, 220, written.length)).isEqualTo(mdat());
  }

  @Test
  void wholeSamplesUnderTheDefaultKeyNeedNoMoreThanASign() throws Exception {
    byte[] written =
        ProtectedFragment.write(
            ByteBuffer.wrap(fragment()), layout(fragment()), List.of(), Optional.empty());
    assertThat(HexFormat.of().formatHex(written, 0, 76))
        .isEqualTo(
            hex(
                "0000004c 6d6f6f66",
                "00000044 74726166",
                "00000010 74666864 00020000 00000001",
                "0000001c 7472756e 00000201 00000002 00000054 00000005 00000028",
                "00000010 73656e63 00000000 00000002"));
  }

  @ParameterizedTest
  @CsvSource({
    "live-video.mp4, 656e6376, 61766331, 19", // encv, avc1
    "hevc.mp4, 656e6376, 68766331, 19", // encv, hvc1
    "live-audio.mp4, 656e6361, 6d703461, 00", // enca, mp4a
    "ac3.mp4, 656e6361, 61632d33, 00"
  })
  void theHeaderNamesSchemeKeyAndVector(String file, String entry, String was, String pattern)
      throws Exception {
    CmafPiece header = new CmafReader().read(ByteBuffer.wrap(Fixtures.bytes(file))).getFirst();
    SampleDescription description = SampleDescription.read(header.bytes());
    ByteBuffer written =
        ProtectedHeader.write(
            header.bytes(),
            description,
            protection(
                description.isVideo() ? Protection.Pattern.PICTURES : Protection.Pattern.WHOLE));
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    String text = HexFormat.of().formatHex(bytes);
    assertThat(bytes).hasSize(header.bytes().remaining() + 97);
    assertThat(text)
        .contains(entry)
        .contains(
            hex(
                "00000061 73696e66", // sinf
                "0000000c 66726d61" + was, // frma
                "00000014 7363686d 00000000 63626373 00010000", // schm
                "00000039 73636869", // schi
                "00000031 74656e63 01000000", // tenc
                "00" + pattern + "01 00",
                KEY_ID,
                "10",
                VECTOR));
    assertThat(SampleDescription.read(ByteBuffer.wrap(bytes)).protection().orElseThrow().keyId())
        .isEqualTo(new UUID(0x0123456789abcdefL, 0x0123456789abcdefL));
  }

  @ParameterizedTest
  @CsvSource({
    "00000201 00000002 00000044 00000005 00000029, sample 1: 41 bytes at 73", // beyond mdat
    "00000201 00000002 00000043 00000005 00000028, sample 0: 5 bytes at 67", // before it
    "00000200 00000002 00000005 00000028, trun data_offset: absent",
    "00000201 00010001 00000044, trun sample_count: 65537",
    "00000201 00000003 00000044 00000005 00000028, trun box: 0 bytes left"
  })
  void runsThatDontLieInTheirMediaAreRefused(String trun, String message) {
    byte[] fragment = fragment(trun);
    assertThatThrownBy(() -> layout(fragment))
        .isInstanceOf(MalformedBoxException.class)
        .hasMessageStartingWith(message);
  }

  private static SampleLayout layout(byte[] fragment) throws MalformedBoxException {
    return SampleLayout.read(ByteBuffer.wrap(fragment), SampleDefaults.NONE);
  }

  private static byte[] fragment() {
    return fragment(SAMPLES);
  }

  private static byte[] fragment(String trun) {
    byte[] tfhd = box("tfhd", bytes("00020000 00000001"));
    return join(box("moof", box("traf", tfhd, box("trun", bytes(trun)))), mdat());
  }

  private static byte[] mdat() {
    byte[] samples = new byte[45];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) i;
    }
    return box("mdat", samples);
  }

  private static Protection protection(Protection.Pattern pattern) {
    return new Protection(
        new UUID(0x0123456789abcdefL, 0x0123456789abcdefL),
        Protection.Vector.of(bytes(VECTOR)),
        pattern);
  }

  private static String hex(String... parts) {
    return String.join("", parts).replace(" ", "");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
