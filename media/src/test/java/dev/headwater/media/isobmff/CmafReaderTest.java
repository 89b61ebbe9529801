package dev.headwater.media.isobmff;

import static dev.headwater.media.isobmff.Boxes.box;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.Fixtures;
import dev.headwater.media.Ticks;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmafReaderTest {
  private static final byte[] VIDEO = Fixtures.bytes("live-video.mp4");
  private static final byte[] AUDIO = Fixtures.bytes("live-audio.mp4");

  /** Three fragments a second of 24 frames, a key frame each second, as the encoder was told. */
  @Test
  void fragmentsAreMeasuredAsTheyCome() throws MalformedBoxException {
    List<CmafPiece.Fragment> fragments = fragments(read(VIDEO));
    assertThat(fragments)
        .extracting(fragment -> fragment.track().firstDecodeTime())
        .extracting(Ticks::count)
        .containsExactly(0L, 4096L, 8192L, 12_288L, 16_384L, 20_480L);
    assertThat(fragments)
        .extracting(CmafPiece.Fragment::independent)
        .containsExactly(true, false, false, true, false, false);
    assertThat(fragments)
        .allSatisfy(fragment -> {
          TrackFragment track = fragment.track();
          assertThat(track.duration()).isEqualTo(new Ticks(4096, 12_288));
          assertThat(track.sampleCount()).isEqualTo(8);
          assertThat(track.typicalSample()).isEqualTo(new Ticks(512, 12_288));
          assertThat(track.longestSample()).isEqualTo(new Ticks(512, 12_288));
          assertThat(fragment.startsSegment()).isFalse();
        });
  }

  @Test
  void theHeaderIsAsItCameAndDeclaresTheTrack() throws MalformedBoxException {
    CmafPiece.Header header = (CmafPiece.Header) read(VIDEO).getFirst();
    assertThat(header.bytes()).isEqualTo(ByteBuffer.wrap(Boxes.only(VIDEO, "ftyp", "moov")));
    assertThat(header.section().video().orElseThrow().codec()).startsWith("avc1.");
  }

  @Test
  void theWallClockIsThatOfTheEncoder() throws MalformedBoxException {
    assertThat(fragments(read(VIDEO)).get(1).producerTime())
        .contains(
            new ProducerReferenceTime(1, Instant.parse("1970-01-01T00:00:00.333332999Z"), 4096));
    assertThat(fragments(read(AUDIO)).getFirst().producerTime()).isEmpty();
  }

  @Test
  void theWallClockGoesOnInTheNextEraOfNtp() throws MalformedBoxException {
    byte[] firstDayOfEraOne = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9};
    assertThat(
            ProducerReferenceTime.read(
                new Fields(FourCc.of("prft"), ByteBuffer.wrap(firstDayOfEraOne))))
        .isEqualTo(new ProducerReferenceTime(1, Instant.parse("2036-02-07T06:28:17Z"), 9));
  }

  /** As ffmpeg says it of AAC, whose first frames come before time zero. */
  @Test
  void aProducersTimeMayBeOfMediaBeforeZero() throws Exception {
    byte[] beforeZero = HexFormat.of().parseHex("01000000000000010000000100000000fffffffffffffc00");
    assertThat(
            ProducerReferenceTime.read(new Fields(FourCc.of("prft"), ByteBuffer.wrap(beforeZero)))
                .mediaTime())
        .isEqualTo(-1024);
  }

  /** Byte by byte, and in many other ways. */
  @ParameterizedTest
  @ValueSource(strings = {"live-video.mp4", "live-audio.mp4", "low", "large"})
  void whereverTheInputIsSplitThePiecesAreTheSame(String name) throws MalformedBoxException {
    byte[] input = input(name);
    List<CmafPiece> whole = read(input);
    assertThat(whole).hasSizeGreaterThanOrEqualTo(3);
    for (int size = 1; size < 40; size++) {
      assertThat(split(input, size, size)).isEqualTo(whole);
    }
    Random random = new Random(input.length);
    for (int round = 0; round < 200; round++) {
      assertThat(split(input, 1, 1 + random.nextInt(input.length))).isEqualTo(whole);
    }
  }

  @Test
  void aPieceIsThereWithItsLastByte() throws MalformedBoxException {
    CmafReader reader = new CmafReader();
    byte[] header = Boxes.only(VIDEO, "ftyp", "moov");
    assertThat(reader.read(ByteBuffer.wrap(header, 0, header.length - 1))).isEmpty();
    assertThat(reader.held()).isEqualTo(header.length - 1);
    assertThat(reader.read(ByteBuffer.wrap(header, header.length - 1, 1))).hasSize(1);
    assertThat(reader.held()).isZero();
  }

  @Test
  void indexesAreDroppedAndTheRestOfAPieceIsKept() throws MalformedBoxException {
    byte[] segment = Fixtures.bytes("low/0.m4s");
    byte[] event = box("emsg", new byte[30]);
    byte[] free = box("free", new byte[3]);
    CmafPiece.Fragment fragment =
        fragments(read(Fixtures.bytes("low/init.mp4"), free, event, segment)).getFirst();
    assertThat(Boxes.types(segment)).containsExactly("styp", "sidx", "moof", "mdat");
    assertThat(fragment.bytes())
        .isEqualTo(ByteBuffer.wrap(Boxes.join(event, Boxes.only(segment, "styp", "moof", "mdat"))));
  }

  @Test
  void whatTheEncoderSaysOfSegmentsIsTold() throws MalformedBoxException {
    byte[] header = Boxes.only(AUDIO, "ftyp", "moov");
    byte[] chunk = Boxes.join(Boxes.of(AUDIO).get(2), Boxes.of(AUDIO).get(3));
    List<CmafPiece.Fragment> fragments =
        fragments(
            read(
                header,
                chunk,
                styp("msdhmsix"),
                chunk,
                styp("cmfl"),
                chunk,
                styp("cmflcmfs"),
                chunk,
                styp("msdhlmsg"),
                chunk));
    assertThat(fragments)
        .extracting(CmafPiece.Fragment::startsSegment)
        .containsExactly(false, true, false, true, true);
    assertThat(fragments)
        .extracting(CmafPiece.Fragment::startsLastSegment)
        .containsExactly(false, false, false, false, true);
    assertThat(fragments.get(1).brands()).containsExactly("msdh", "msix");
  }

  @Test
  void anotherHeaderDeclaresWhatComesAfterIt() throws MalformedBoxException {
    List<CmafPiece> pieces = read(VIDEO, AUDIO);
    assertThat(pieces).filteredOn(CmafPiece.Header.class::isInstance).hasSize(2);
    assertThat(fragments(pieces).getLast().track().firstDecodeTime().timescale()).isEqualTo(48_000);
  }

  @Test
  void anInputMayGoOnWhereAnotherOneEnded() throws MalformedBoxException {
    byte[] header = Boxes.only(VIDEO, "ftyp", "moov");
    byte[] fragment = Boxes.join(Boxes.of(VIDEO).get(3), Boxes.of(VIDEO).get(4));
    CmafReader reader = new CmafReader();
    CmafPiece.Header first = (CmafPiece.Header) reader.read(ByteBuffer.wrap(header)).getFirst();
    reader.end();
    assertThat(reader.read(ByteBuffer.wrap(fragment))).hasSize(1);
    assertThat(reader.goingOn(first.section()).read(ByteBuffer.wrap(fragment))).hasSize(1);
  }

  private static byte[] styp(String brands) {
    return box("styp", Boxes.bytes(brands.substring(0, 4)), new byte[4], Boxes.bytes(brands));
  }

  private static byte[] input(String name) {
    return switch (name) {
      case "low" ->
          Boxes.join(
              Fixtures.bytes("low/init.mp4"),
              Fixtures.bytes("low/0.m4s"),
              box("free"),
              Fixtures.bytes("low/1.m4s"));
      case "large" ->
          Boxes.join(
              Boxes.only(AUDIO, "ftyp", "moov"),
              Boxes.of(AUDIO).get(2),
              Boxes.large("mdat", new byte[988]),
              Boxes.large("free", new byte[0]),
              Boxes.of(AUDIO).get(4),
              Boxes.of(AUDIO).get(5));
      default -> Fixtures.bytes(name);
    };
  }

  private static List<CmafPiece> read(byte[]... input) throws MalformedBoxException {
    byte[] joined = Boxes.join(input);
    return split(joined, joined.length, joined.length);
  }

  /** Reads it in parts of {@code first} bytes, and then of {@code size}. */
  private static List<CmafPiece> split(byte[] input, int first, int size)
      throws MalformedBoxException {
    CmafReader reader = new CmafReader();
    List<CmafPiece> pieces = new ArrayList<>();
    for (int at = 0, next = first; at < input.length; at += next, next = size) {
      next = Math.min(next, input.length - at);
      pieces.addAll(reader.read(ByteBuffer.wrap(input, at, next)));
    }
    reader.end();
    return pieces;
  }

  private static List<CmafPiece.Fragment> fragments(List<CmafPiece> pieces) {
    return pieces.stream()
        .filter(CmafPiece.Fragment.class::isInstance)
        .map(CmafPiece.Fragment.class::cast)
        .toList();
  }
}
