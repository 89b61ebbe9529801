package dev.headwater.media.isobmff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Fixtures;
import dev.headwater.media.Resolution;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializationSectionTest {
  @ParameterizedTest
  @CsvSource({
    "low/init.mp4, avc1.64000a, 64x64, 12288",
    "high/init.mp4, avc1.64000a, 96x64, 24000",
    "hevc.mp4, hvc1.1.6.L30.90, 64x64, 12288",
    "av1.mp4, av01.0.00M.08, 64x64, 12288",
    "progressive.mp4, avc1.64000a, 64x64, 12288",
  })
  void videoTracksDeclareCodecSizeAndClock(
      String file, String codec, String resolution, long timescale) throws IOException {
    Track.Video video = read(file).video().orElseThrow();
    assertThat(video.codec()).isEqualTo(codec);
    assertThat(video.resolution()).hasToString(resolution);
    assertThat(video.timescale()).isEqualTo(timescale);
  }

  @ParameterizedTest
  @CsvSource({
    "mono/init.mp4, mp4a.40.2, 48000, 1",
    "muxed.mp4, mp4a.40.2, 48000, 2",
    "aac-96khz.mp4, mp4a.40.2, 96000, 1",
    "mp3.mp4, mp4a.6b, 48000, 2",
    "opus.mp4, Opus, 48000, 1",
    "flac.mp4, fLaC, 48000, 1",
    "ac3.mp4, ac-3, 48000, 6",
    "eac3.mp4, ec-3, 48000, 6",
  })
  void audioTracksDeclareCodecRateAndChannels(
      String file, String codec, int sampleRateHz, int channels) throws IOException {
    Track.Audio audio = read(file).audio().orElseThrow();
    assertThat(audio.codec()).isEqualTo(codec);
    assertThat(audio.sampleRateHz()).isEqualTo(sampleRateHz);
    assertThat(audio.channels()).isEqualTo(channels);
  }

  @Test
  void bothTracksOfAMuxedFileAreThere() throws IOException {
    InitializationSection muxed = read("muxed.mp4");
    assertThat(muxed.tracks()).extracting(Track::id).containsExactly(1L, 2L);
    assertThat(muxed.video().orElseThrow().resolution()).isEqualTo(new Resolution(64, 64));
    assertThat(muxed.track(3)).isEmpty();
  }

  @Test
  void aFileWithoutMoovIsRefused() {
    assertThatThrownBy(() -> read("low/0.m4s"))
        .isInstanceOf(MalformedBoxException.class)
        .hasMessage("moov boxes: 0 (expected: 1)");
    assertThatThrownBy(() -> InitializationSection.read(ByteSource.of(new byte[0])))
        .isInstanceOf(MalformedBoxException.class);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = Fixtures.bytes("low/init.mp4");
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> InitializationSection.read(ByteSource.of(part)))
          .as("%d bytes", length)
          .isInstanceOf(MalformedBoxException.class);
    }
  }

  private static InitializationSection read(String file) throws IOException {
    return InitializationSection.read(ByteSource.of(Fixtures.bytes(file)));
  }
}
