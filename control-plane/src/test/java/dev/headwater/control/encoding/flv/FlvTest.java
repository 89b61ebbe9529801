package dev.headwater.control.encoding.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.encoding.flv.FlvTag.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlvTest {
  private static final List<FlvTag> TAGS =
      List.of(
          new FlvTag(Kind.SCRIPT, 0, new byte[] {2, 0}),
          new FlvTag(Kind.VIDEO, 0xFEDC_BA98L, new byte[70_000]),
          new FlvTag(Kind.AUDIO, 40, new byte[] {(byte) 0xAF, 1, 5}));

  @Test
  void aTagIsWrittenAsTheSpecificationSays() {
    assertThat(HexFormat.of().formatHex(FlvWriter.header(true, true)))
        .isEqualTo("464c5601050000000900000000");
    assertThat(HexFormat.of().formatHex(FlvWriter.header(false, true)))
        .isEqualTo("464c5601040000000900000000");
    assertThat(
            HexFormat.of()
                .formatHex(FlvWriter.bytes(new FlvTag(Kind.AUDIO, 0x0102_0304, new byte[] {9, 8}))))
        .isEqualTo("08000002020304010000000908" + "0000000d");
  }

  @Test
  void tagsAreReadAsTheyWereWritten() throws IOException {
    FlvReader reader = new FlvReader(new ByteArrayInputStream(stream()), 100_000);
    for (FlvTag tag : TAGS) {
      assertThat(reader.next()).get().usingRecursiveComparison().isEqualTo(tag);
    }
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void aTagThatIsTooLongIsRefusedAndOneThatIsCutIsTheEnd() throws IOException {
    FlvReader reader = new FlvReader(new ByteArrayInputStream(stream()), 1_000);
    assertThat(reader.next()).isPresent();
    assertThatThrownBy(reader::next).hasMessage("tag: 70000 bytes (expected: at most 1000)");
    byte[] cut = Arrays.copyOf(stream(), 40);
    FlvReader cutShort = new FlvReader(new ByteArrayInputStream(cut), 100_000);
    assertThat(cutShort.next()).isPresent();
    assertThat(cutShort.next()).isEmpty();
  }

  @Test
  void noiseEndsInTagsOrAnError() {
    Random random = new Random(101);
    for (int round = 0; round < 5_000; round++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      FlvReader reader = new FlvReader(new ByteArrayInputStream(noise), 1_000);
      try {
        int tags = 0;
        while (reader.next().isPresent()) {
          tags++;
        }
        assertThat(tags).isLessThanOrEqualTo(noise.length);
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("tag: ");
      }
    }
  }

  /** Codecs of FLV, and FourCCs of Enhanced RTMP. */
  @ParameterizedTest
  @CsvSource({
    "VIDEO, 1700, true, false",
    "VIDEO, 1701, false, true",
    "VIDEO, 2701, false, false",
    "VIDEO, 1C00, true, false",
    "VIDEO, 9068766331, true, false",
    "VIDEO, 9168766331, false, true",
    "VIDEO, 9361763031, false, true",
    "VIDEO, A168766331, false, false",
    "VIDEO, 12, false, true",
    "AUDIO, AF00, true, false",
    "AUDIO, AF01, false, false",
    "AUDIO, 904F707573, true, false",
    "AUDIO, 2F, false, false",
    "SCRIPT, 1700, false, false"
  })
  void sequenceHeadersAndKeyFrames(Kind kind, String body, boolean header, boolean keyFrame) {
    FlvTag tag = new FlvTag(kind, 0, HexFormat.of().parseHex(body));
    assertThat(tag.isSequenceHeader()).isEqualTo(header);
    assertThat(tag.isKeyFrame()).isEqualTo(keyFrame);
  }

  @Test
  void theLastHeadsAreKept() {
    FlvTag header = new FlvTag(Kind.VIDEO, 0, new byte[] {0x17, 0, 1});
    FlvTag newer = new FlvTag(Kind.VIDEO, 0, new byte[] {0x17, 0, 2});
    FlvTag frame = new FlvTag(Kind.VIDEO, 0, new byte[] {0x17, 1});
    FlvTag audio = new FlvTag(Kind.AUDIO, 0, new byte[] {(byte) 0xAF, 0});
    FlvTag metadata = new FlvTag(Kind.SCRIPT, 0, new byte[] {2});
    StreamHeads heads =
        StreamHeads.NONE.with(header).with(frame).with(audio).with(newer).with(metadata);
    assertThat(heads.tags()).containsExactly(metadata, newer, audio);
  }

  @Test
  void timesAreCountedFromTheFirstTagAcrossTheWrap() {
    TagClock clock = new TagClock(0xFFFF_FFF0L);
    assertThat(time(clock, 0xFFFF_FFF0L)).isZero();
    assertThat(time(clock, 0x10)).isEqualTo(0x20);
    assertThat(time(clock, 0x8)).isEqualTo(0x18);
    assertThat(time(clock, 5_000)).isEqualTo(5_016);
  }

  @Test
  void aJumpOfTimeIsTold() {
    TagClock clock = new TagClock(1_000_000);
    assertThat(clock.retimed(at(1_010_001))).isEmpty();
    assertThat(clock.retimed(at(989_999))).isEmpty();
    assertThat(time(clock, 999_000)).isZero();
    assertThat(time(clock, 1_010_000)).isEqualTo(10_000);
  }

  private static long time(TagClock clock, long millis) {
    return clock.retimed(at(millis)).orElseThrow().timestampMillis();
  }

  private static FlvTag at(long millis) {
    return new FlvTag(Kind.AUDIO, millis, new byte[] {1});
  }

  private static byte[] stream() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(FlvWriter.header(true, true));
    TAGS.forEach(tag -> bytes.writeBytes(FlvWriter.bytes(tag)));
    return bytes.toByteArray();
  }
}
