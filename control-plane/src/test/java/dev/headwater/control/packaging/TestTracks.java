package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.util.Optional;

/** Tracks of sources that nobody has to make. */
final class TestTracks {
  private TestTracks() {}

  static VideoTrack video(int width, int height) {
    return video(width, height, "25", "25");
  }

  static VideoTrack video(int width, int height, String average, String nominal) {
    return new VideoTrack(
        0,
        new Resolution(width, height),
        0,
        1,
        1,
        Optional.of(FrameRate.parse(average)),
        Optional.of(FrameRate.parse(nominal)),
        0,
        false);
  }

  static VideoTrack startingAt(double seconds) {
    VideoTrack video = video(640, 360);
    return new VideoTrack(
        0, video.coded(), 0, 1, 1, video.average(), video.nominal(), seconds, false);
  }
}
