package dev.headwater.media.isobmff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Fixtures;
import dev.headwater.media.Ticks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaSegmentInfoTest {
  /** Frames, durations and times as the encoder was told, and as its own playlist says. */
  @ParameterizedTest
  @CsvSource({
    "low, 0.m4s, 0, 12288, 12288, 24",
    "low, 1.m4s, 12288, 12288, 12288, 24",
    "high, 0.m4s, 0, 24024, 24000, 24",
    "high, 2.m4s, 48048, 12012, 24000, 12",
    "mono, 0.m4s, 0, 48128, 48000, 47",
    "mono, 1.m4s, 48128, 48128, 48000, 47",
  })
  void timingIsExact(
      String folder, String file, long start, long duration, long timescale, long samples)
      throws IOException {
    TrackFragment fragment = read(folder, file).fragment(1).orElseThrow();
    assertThat(fragment.firstDecodeTime()).isEqualTo(new Ticks(start, timescale));
    assertThat(fragment.duration()).isEqualTo(new Ticks(duration, timescale));
    assertThat(fragment.sampleCount()).isEqualTo(samples);
    assertThat(fragment.startsWithSync()).isTrue();
  }

  @Test
  void theSizeIsThatOfTheWholeSegment() throws IOException {
    assertThat(read("low", "0.m4s").sizeBytes()).isEqualTo(Fixtures.bytes("low/0.m4s").length);
  }

  @Test
  void fragmentsOfOneTrackAreAddedUp() throws IOException {
    ByteSource muxed = ByteSource.of(Fixtures.bytes("muxed.mp4"));
    MediaSegmentInfo info = MediaSegmentInfo.read(muxed, InitializationSection.read(muxed));
    assertThat(info.fragments()).hasSize(2);
    assertThat(info.fragment(1).orElseThrow().duration()).isEqualTo(new Ticks(24576, 12288));
    assertThat(info.fragment(1).orElseThrow().sampleCount()).isEqualTo(48);
    assertThat(info.fragment(2).orElseThrow().sampleCount()).isEqualTo(0x2C + 0x33);
    assertThat(info.fragment(3)).isEmpty();
  }

  @Test
  void aSegmentThatBeginsBetweenKeyFramesSaysSo() throws IOException {
    byte[] segment = Fixtures.bytes("low/0.m4s");
    int trun = indexOf(segment, "trun");
    int firstSampleFlags = trun + 16;
    segment[firstSampleFlags + 1] |= 1; // sample_is_non_sync_sample
    assertThat(read("low", segment).fragment(1).orElseThrow().startsWithSync()).isFalse();
  }

  @Test
  void aTrackThatIsNotDeclaredIsRefused() {
    byte[] segment = Fixtures.bytes("low/0.m4s");
    segment[indexOf(segment, "tfhd") + 11] = 7;
    assertThatThrownBy(() -> read("low", segment))
        .hasMessage("tfhd track_ID: 7 (expected: a declared track)");
  }

  @Test
  void anEndlessRunIsRefused() {
    byte[] segment = Fixtures.bytes("low/0.m4s");
    int count = indexOf(segment, "trun") + 8;
    Arrays.fill(segment, count, count + 4, (byte) 0xFF);
    assertThatThrownBy(() -> read("low", segment))
        .hasMessage("trun sample_count: 4294967295 (expected: <= 16777216)");
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = Fixtures.bytes("low/1.m4s");
    int afterStyp = 24;
    for (int length = afterStyp; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read("low", part))
          .as("%d bytes", length)
          .isInstanceOf(MalformedBoxException.class);
    }
  }

  private static MediaSegmentInfo read(String folder, String file) throws IOException {
    return read(folder, Fixtures.bytes(folder + "/" + file));
  }

  private static MediaSegmentInfo read(String folder, byte[] segment) throws IOException {
    InitializationSection initialization =
        InitializationSection.read(ByteSource.of(Fixtures.bytes(folder + "/init.mp4")));
    return MediaSegmentInfo.read(ByteSource.of(segment), initialization);
  }

  /** Where the type of a box stands. */
  private static int indexOf(byte[] bytes, String type) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type);
  }
}
