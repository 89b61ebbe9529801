package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackNameTest {
  /** What encoders call what they push, and the track that it is of. */
  @ParameterizedTest(name = "{0} is of {1}")
  @CsvSource({
    "720p.cmfv, 720p",
    "audio.cmfa, audio",
    "video-1.cmfv, video-1",
    "Streams(video1.cmfv), video1",
    "live.isml/Streams(audio_eng.cmfa), audio_eng",
    "720p/init.mp4, 720p",
    "720p/12.m4s, 720p",
    "720p/segment_00012.m4s, 720p",
    "init-stream0.m4s, stream0",
    "chunk-stream0-00012.m4s, stream0",
    "chunk-stream1-00012.m4s, stream1",
    "stream_0/init.mp4, stream_0",
    "0/init_0.mp4, 0",
    "0/1.m4s, 0",
    "stream_0/data0012.m4s, stream_0",
    "v720_init.mp4, v720",
    "v720_12.m4s, v720",
    "init.mp4, main",
    "7.m4s, main",
    "a b/é/1.m4s, a-b",
    "'', main",
  })
  void aTrackIsKnownByTheNamesOfItsObjects(String path, String track) {
    assertThat(TrackName.of(path)).isEqualTo(track);
  }

  @ParameterizedTest
  @CsvSource({
    "out_00.vtt, out",
    "0/live12.vtt, 0-live",
    "subs-en.vtt, subs-en",
    "subs-en-7.vtt, subs-en",
    "12.vtt, main",
    "en/3.vtt, en",
  })
  void filesOfSubtitlesHaveNumbersRightBehindTheirNames(String path, String track) {
    assertThat(TrackName.ofSubtitles(path)).isEqualTo(track);
  }

  @ParameterizedTest
  @CsvSource({"../../etc/passwd/1.m4s", "%2e%2e/x.cmfv", "a\"b.cmfv", "<script>.cmfv"})
  void whateverItIsCalledItCanStandInAUrl(String path) {
    assertThat(TrackName.of(path)).matches("[A-Za-z0-9_-]{1,64}");
  }
}
