package dev.headwater.media.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Fixtures;
import dev.headwater.media.isobmff.Boxes;
import dev.headwater.media.isobmff.ByteSource;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.CmafReader;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.MalformedBoxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedTrackTest {
  private static final byte[] KEY = HexFormat.of().parseHex("2b7e151628aed2a6abf7158809cf4f3c");
  private static final byte[] NEXT = HexFormat.of().parseHex("603deb1015ca71be2b73aef0857d7781");
  private static final CbcsKey FIRST = key(1, KEY);
  private static final CbcsKey SECOND = key(2, NEXT);
  private static final Map<UUID, byte[]> KEYS = Map.of(FIRST.id(), KEY, SECOND.id(), NEXT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live-video.mp4",
        "live-audio.mp4",
        "avc-slices.mp4",
        "hevc.mp4",
        "hevc-slices.mp4",
        "ac3.mp4",
        "eac3.mp4",
        "opus.mp4",
        "flac.mp4"
      })
  void whoHasTheKeysReadsWhatWasInClear(String file) throws Exception {
    List<CmafPiece> pieces = pieces(file);
    ProtectedTrack track = ProtectedTrack.of(pieces.getFirst().bytes(), FIRST);
    CbcsDecryptor decryptor = new CbcsDecryptor(bytes(track.header()), KEYS);
    for (CmafPiece piece : pieces.subList(1, pieces.size())) {
      for (CbcsKey key : List.of(FIRST, SECOND)) {
        byte[] clear = bytes(piece.bytes());
        byte[] written = bytes(track.protect(piece.bytes(), key).bytes());
        assertThat(content(written)).isNotEqualTo(content(clear)).hasSameSizeAs(content(clear));
        assertThat(decryptor.samples(written)).isEqualTo(content(clear));
        assertThat(bytes(piece.bytes())).as("what was given").isEqualTo(clear);
        assertThat(around(written)).containsExactly(around(clear).toArray(byte[][]::new));
      }
      track = track.protect(piece.bytes(), FIRST).next();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"live-video.mp4", "live-audio.mp4"})
  void onlyFragmentsUnderAnotherKeyNameIt(String file) throws Exception {
    List<CmafPiece> pieces = pieces(file);
    ProtectedTrack track = ProtectedTrack.of(pieces.getFirst().bytes(), FIRST);
    ByteBuffer fragment = pieces.get(1).bytes();
    assertThat(CbcsDecryptor.keyId(bytes(track.protect(fragment, FIRST).bytes()))).isEmpty();
    assertThat(CbcsDecryptor.keyId(bytes(track.protect(fragment, SECOND).bytes())))
        .contains(SECOND.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"live-video.mp4", "live-audio.mp4", "hevc.mp4", "ac3.mp4"})
  void theHeaderStillTellsWhatTheTrackIs(String file) throws Exception {
    ByteBuffer clear = pieces(file).getFirst().bytes();
    byte[] header = bytes(ProtectedTrack.of(clear, FIRST).header());
    assertThat(InitializationSection.read(ByteSource.of(header)))
        .isEqualTo(InitializationSection.read(ByteSource.of(clear)));
    assertThat(Boxes.types(header)).isEqualTo(Boxes.types(bytes(clear)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live-video.mp4", "live-audio.mp4", "hevc.mp4"})
  void aTrackGoesOnBelowTheHeaderThatWasWritten(String file) throws Exception {
    List<CmafPiece> pieces = pieces(file);
    ProtectedTrack track = ProtectedTrack.of(pieces.getFirst().bytes(), FIRST);
    ProtectedTrack goingOn = ProtectedTrack.goingOn(track.header());
    assertThat(goingOn.header()).isEqualTo(track.header());
    for (CbcsKey key : List.of(FIRST, SECOND)) {
      assertThat(goingOn.protect(pieces.get(1).bytes(), key).bytes())
          .isEqualTo(track.protect(pieces.get(1).bytes(), key).bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"live-video.mp4", "live-audio.mp4", "hevc.mp4", "ac3.mp4"})
  void eachKeyMayHaveAHeaderOfItsOwn(String file) throws Exception {
    ByteBuffer clear = pieces(file).getFirst().bytes();
    ProtectedTrack track = ProtectedTrack.of(clear, FIRST);
    assertThat(track.header(SECOND)).isEqualTo(ProtectedTrack.of(clear, SECOND).header());
    assertThat(track.header(FIRST)).isEqualTo(track.header());
  }

  @Test
  void whatIsProtectedIsNotProtectedAgain() throws Exception {
    List<CmafPiece> pieces = pieces("live-video.mp4");
    ProtectedTrack track = ProtectedTrack.of(pieces.getFirst().bytes(), FIRST);
    assertThatThrownBy(() -> ProtectedTrack.of(track.header(), FIRST))
        .isInstanceOf(MalformedBoxException.class)
        .hasMessage("sample entry: protected (expected: one in clear)");
    ByteBuffer once = track.protect(pieces.get(1).bytes(), SECOND).bytes();
    assertThatThrownBy(() -> track.protect(once, FIRST))
        .isInstanceOf(MalformedBoxException.class)
        .hasMessage("traf box: sgpd (expected: none, of media in clear)");
    assertThatThrownBy(() -> ProtectedTrack.goingOn(pieces.getFirst().bytes()))
        .isInstanceOf(MalformedBoxException.class);
  }

  @Test
  void aCodecWithoutNalUnitsIsRefused() throws Exception {
    ByteBuffer header = pieces("av1.mp4").getFirst().bytes();
    assertThatThrownBy(() -> ProtectedTrack.of(header, FIRST))
        .isInstanceOf(MalformedBoxException.class)
        .hasMessage("sample entry: av01 (expected: avc1, avc3, hvc1 or hev1)");
  }

  @Test
  void whatNoSampleHoldsComesOutAsZeros() throws Exception {
    List<CmafPiece> pieces = pieces("live-audio.mp4");
    ProtectedTrack track = ProtectedTrack.of(pieces.getFirst().bytes(), FIRST);
    byte[] clear = bytes(pieces.get(1).bytes());
    byte[] tail = "not of any sample".getBytes(StandardCharsets.US_ASCII);
    byte[] mdat = Boxes.only(clear, "mdat");
    byte[] longer = Boxes.box("mdat", content(clear), tail);
    byte[] fragment = Boxes.join(Arrays.copyOf(clear, clear.length - mdat.length), longer);
    byte[] written = bytes(track.protect(ByteBuffer.wrap(fragment), FIRST).bytes());
    assertThat(written).endsWith(new byte[tail.length]);
  }

  private static CbcsKey key(int id, byte[] key) {
    return CbcsKey.of(new UUID(id, ~id), key, HexFormat.of().parseHex("f0".repeat(16)));
  }

  private static List<CmafPiece> pieces(String file) throws Exception {
    return new CmafReader().read(ByteBuffer.wrap(Fixtures.bytes(file)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static byte[] content(byte[] fragment) {
    byte[] mdat = Boxes.only(fragment, "mdat");
    return Arrays.copyOfRange(mdat, 8, mdat.length);
  }

  /** The boxes beside moof and mdat. */
  private static List<byte[]> around(byte[] fragment) {
    List<byte[]> boxes = new ArrayList<>(Boxes.of(fragment));
    boxes.removeIf(box -> List.of("moof", "mdat").contains(Boxes.type(box)));
    return boxes;
  }
}
