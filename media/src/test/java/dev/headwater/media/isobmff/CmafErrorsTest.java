package dev.headwater.media.isobmff;

import static dev.headwater.media.isobmff.Boxes.box;
import static dev.headwater.media.isobmff.Boxes.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.fail;

import dev.headwater.media.Fixtures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a CMAF track must not be, told so that who runs the encoder knows what to change. */
class CmafErrorsTest {
  private static final int ROUNDS = 6_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] VIDEO = Fixtures.bytes("live-video.mp4");
  private static final byte[] HEADER = Boxes.only(VIDEO, "ftyp", "moov");
  private static final byte[] MOOF = Boxes.of(VIDEO).get(3);
  private static final byte[] MDAT = Boxes.of(VIDEO).get(4);
  private static final int MAX_HEADER = 2_000;
  private static final int MAX_FRAGMENT = 5_000;

  @ParameterizedTest
  @MethodSource({"order", "sizes", "tracks", "ends"})
  void theErrorNamesBoxAndExpectation(byte[] input, String message) {
    assertThatThrownBy(() -> read(new CmafReader(MAX_HEADER, MAX_FRAGMENT), input))
        .isInstanceOf(MalformedBoxException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> order() {
    return Stream.of(
        row(
            "mdat box: without moof (expected: moof right before it, as fragmented MP4 has)",
            HEADER,
            MDAT),
        row(
            "mdat box: without moof (expected: moof right before it, as fragmented MP4 has)",
            HEADER,
            MOOF,
            MDAT,
            MDAT),
        row(
            "mdat box: without moof (expected: moof right before it, as fragmented MP4 has)",
            Fixtures.bytes("progressive.mp4")),
        row("moof box: followed by moof (expected: mdat right after it)", HEADER, MOOF, MOOF),
        row(
            "moof box: followed by styp (expected: mdat right after it)",
            HEADER,
            MOOF,
            box("styp", new byte[8])),
        row(
            "moof box: before any header"
                + " (expected: ftyp and moov first, which an encoder sends when it connects)",
            MOOF),
        row("ftyp box: followed by moof (expected: moov after it)", box("ftyp"), MOOF),
        row("ftyp box: followed by ftyp (expected: moov after it)", box("ftyp"), box("ftyp")),
        row("moov box: without ftyp (expected: ftyp before it)", Boxes.only(VIDEO, "moov")));
  }

  static Stream<Arguments> sizes() {
    return Stream.of(
        row("emsg size at 738: 7 (expected: between 8 and 2147483647)", HEADER, start(7, "emsg")),
        row(
            "emsg size at 738: 15 (expected: between 16 and 2147483647)",
            HEADER,
            start(1, "emsg"),
            number(15)),
        row(
            "emsg size at 738: 18446744073709551615 (expected: between 16 and 2147483647)",
            HEADER,
            start(1, "emsg"),
            number(-1)),
        row(
            "moof size at 738: 0, to the end (expected: a size, as a stream has no end)",
            HEADER,
            start(0, "moof")),
        row(
            "box type at 0: G@.. (expected: four letters, so this is not fragmented MP4)",
            new byte[] {0x47, 0x40, 0x11, 0x10, 0x47, 0x40, 0, 1}),
        row(
            "header size: 2001 bytes with its moov (expected: at most 2000)",
            box("ftyp"),
            start(1_993, "moov")),
        row(
            "fragment size: 5001 bytes with its mdat (expected: at most 5000)",
            HEADER,
            MOOF,
            start(5_001 - MOOF.length, "mdat")),
        row(
            "fragment size: 5008 bytes with its emsg (expected: at most 5000)",
            HEADER,
            box("emsg", new byte[4_992]),
            box("emsg")));
  }

  static Stream<Arguments> tracks() {
    byte[] muxed = Fixtures.bytes("muxed.mp4");
    return Stream.of(
        row("tfhd track_ID: 7 (expected: a declared track)", HEADER, damaged(MOOF, "tfhd", 11, 7)),
        row(
            "tfhd base_data_offset: present (expected: default-base-is-moof, as CMAF has)",
            HEADER,
            damaged(MOOF, "tfhd", 7, 0x3b)),
        row("moof samples: 0 (expected: at least 1)", HEADER, damaged(MOOF, "trun", 11, 0)),
        row(
            "fragment duration: 0 ticks (expected: at least 1)",
            HEADER,
            damaged(MOOF, "tfhd", 18, 0)),
        row("moof tracks: 0 (expected: 1, each track sent by itself)", HEADER, box("moof")),
        row(
            "moof tracks: 2 (expected: 1, each track sent by itself)",
            Boxes.only(VIDEO, "ftyp"),
            Boxes.only(muxed, "moov"),
            Boxes.only(muxed, "moof", "mdat")));
  }

  static Stream<Arguments> ends() {
    String cut = " (expected: whole boxes, so the encoder was cut off)";
    return Stream.of(
        row("input: ends 4 bytes into a box" + cut, HEADER, new byte[4]),
        row("input: ends 8 bytes into moof, which has 50" + cut, HEADER, start(50, "moof")),
        row("moof box: the last one (expected: mdat after it)", HEADER, MOOF),
        row("ftyp box: the last one (expected: moov after it)", box("ftyp")));
  }

  /** However much a lying box announces, memory is taken only for what has come. */
  @Test
  void anAnnouncedSizeTakesNoMemory() throws MalformedBoxException {
    List<CmafReader> readers = Stream.generate(CmafReader::new).limit(1_000).toList();
    for (CmafReader reader : readers) {
      reader.read(ByteBuffer.wrap(join(HEADER, MOOF, start(30 << 20, "mdat"))));
    }
  }

  /** What came whole before it is handed on. */
  @Test
  void aFailureLosesNoPiece() throws MalformedBoxException {
    CmafReader reader = new CmafReader();
    ByteBuffer input = ByteBuffer.wrap(join(HEADER, MOOF, MDAT, MDAT));
    assertThat(reader.read(input)).hasSize(2);
    String message =
        "mdat box: without moof (expected: moof right before it, as fragmented MP4 has)";
    assertThatThrownBy(() -> reader.read(input)).hasMessage(message);
    assertThatThrownBy(reader::end).hasMessage(message);
  }

  @Test
  void damagedInputEndsInTheSamePiecesAndErrorWhereverItIsSplit() {
    Random random = new Random(23_000);
    int[] whole = new int[1];
    assertTimeout(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            byte[] input = damaged(random);
            List<Object> outcome = outcome(input, input.length + 1);
            assertThat(outcome(input, 1 + random.nextInt(2_000))).isEqualTo(outcome);
            whole[0] += outcome.contains("the end") ? 1 : 0;
          }
        });
    assertThat(whole[0]).as("some damage is harmless").isBetween(1, ROUNDS - 1);
  }

  /** The pieces, and then how it ends. */
  private static List<Object> outcome(byte[] input, int size) {
    List<Object> outcome = new ArrayList<>();
    try {
      CmafReader reader = new CmafReader(MAX_HEADER, MAX_FRAGMENT);
      for (int at = 0; at < input.length; at += size) {
        outcome.addAll(reader.read(ByteBuffer.wrap(input, at, Math.min(size, input.length - at))));
      }
      reader.end();
      outcome.add("the end");
    } catch (MalformedBoxException e) {
      assertThat(e).hasMessageContaining("expected: ");
      outcome.add(e.getMessage());
    } catch (RuntimeException e) {
      fail("not a MalformedBoxException for " + Arrays.toString(input), e);
    }
    return outcome;
  }

  private static byte[] damaged(Random random) {
    byte[] bytes = random.nextInt(4) == 0 ? new byte[random.nextInt(512)] : VIDEO.clone();
    for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
      int border = new int[] {0, 0xFF, 0x7F, 8}[random.nextInt(4)];
      int at = random.nextInt(Math.min(bytes.length, 1_200));
      bytes[at] = (byte) (random.nextBoolean() ? border : random.nextInt());
    }
    return bytes;
  }

  private static void read(CmafReader reader, byte[] input) throws MalformedBoxException {
    reader.read(ByteBuffer.wrap(input));
    reader.end();
  }

  private static Arguments row(String message, byte[]... input) {
    return Arguments.of(join(input), message);
  }

  private static byte[] start(int size, String type) {
    return ByteBuffer.allocate(8).putInt(size).put(Boxes.bytes(type)).array();
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  /** One byte of another value, counted from where the type of a box stands. */
  private static byte[] damaged(byte[] box, String type, int offset, int value) {
    byte[] damaged = box.clone();
    int at = new String(box, StandardCharsets.ISO_8859_1).indexOf(type);
    damaged[at + offset] = (byte) value;
    return damaged;
  }
}
