package dev.headwater.media.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import dev.headwater.media.Ticks;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Renditions as numbers, for what the fixtures don't show. */
final class Renditions {
  /** Ticks a second of each of them. */
  static final long TIMESCALE = 1000;

  private Renditions() {}

  /**
   * A video rendition.
   *
   * @param segments duration in milliseconds and size in bytes of each, by turns
   */
  static MeasuredRendition.Video video(String id, long... segments) {
    Track.Video track =
        new Track.Video(1, TIMESCALE, SampleDefaults.NONE, "avc1.64001f", new Resolution(640, 360));
    return new MeasuredRendition.Video(id, track, segments(segments), FrameRate.of(25));
  }

  /** An audio rendition; see {@link #video}. */
  static MeasuredRendition.Audio audio(String id, String codec, long... segments) {
    Track.Audio track =
        new Track.Audio(1, TIMESCALE, SampleDefaults.NONE, codec, 48_000, 2, Optional.empty());
    return new MeasuredRendition.Audio(id, track, segments(segments), id, Optional.empty());
  }

  private static List<MeasuredSegment> segments(long... numbers) {
    List<MeasuredSegment> segments = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < numbers.length; i += 2) {
      segments.add(
          new MeasuredSegment(
              new Ticks(start, TIMESCALE), new Ticks(numbers[i], TIMESCALE), numbers[i + 1], true));
      start += numbers[i];
    }
    return segments;
  }
}
