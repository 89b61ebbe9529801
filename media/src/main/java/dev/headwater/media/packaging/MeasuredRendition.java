package dev.headwater.media.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Ticks;
import dev.headwater.media.isobmff.Track;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One encoded track, with what was measured of its segments. Immutable. */
public sealed interface MeasuredRendition {
  /** What a folder and a URL may be named without escaping. */
  Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /** Names its folder; unique in its package. */
  String id();

  /** As its initialization section declares it. */
  Track.Coded track();

  /** In playing order; at least one, together longer than nothing, on the track's clock. */
  List<MeasuredSegment> segments();

  /** Of all its segments together. */
  default Ticks duration() {
    long count = segments().stream().mapToLong(segment -> segment.duration().count()).sum();
    return new Ticks(count, track().timescale());
  }

  /** Whether each of its segments decodes without the others. */
  default boolean independent() {
    return segments().stream().allMatch(MeasuredSegment::independent);
  }

  /** The same, when each segment is encrypted whole; subtitles are left as they are. */
  default MeasuredRendition encrypted() {
    List<MeasuredSegment> longer = segments().stream().map(MeasuredSegment::encrypted).toList();
    return switch (this) {
      case Video video -> new Video(video.id, video.track, longer, video.frameRate);
      case Audio audio -> new Audio(audio.id, audio.track, longer, audio.name, audio.language);
      case Text text -> text;
    };
  }

  /**
   * Pictures.
   *
   * @param frameRate the highest it has
   */
  record Video(String id, Track.Video track, List<MeasuredSegment> segments, FrameRate frameRate)
      implements MeasuredRendition {
    public Video {
      segments = List.copyOf(segments);
      check(id, track, segments);
    }
  }

  /**
   * Sound.
   *
   * @param name for people, unique in its package
   * @param language an RFC 5646 tag, where the language is known
   */
  record Audio(
      String id,
      Track.Audio track,
      List<MeasuredSegment> segments,
      String name,
      Optional<String> language)
      implements MeasuredRendition {
    public Audio {
      segments = List.copyOf(segments);
      check(id, track, segments);
    }
  }

  /**
   * Subtitles, as files of WebVTT.
   *
   * @param segments cut where those of the pictures are
   * @param name for people, unique among subtitles
   * @param language an RFC 5646 tag, where the language is known
   * @param forced whether they are for those, too, who want none: what is said in another language
   */
  record Text(
      String id,
      Track.Text track,
      List<MeasuredSegment> segments,
      String name,
      Optional<String> language,
      boolean forced)
      implements MeasuredRendition {
    public Text {
      segments = List.copyOf(segments);
      check(id, track, segments);
    }
  }

  private static void check(String id, Track track, List<MeasuredSegment> segments) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id: " + id + " (expected: " + ID + ")");
    }
    for (MeasuredSegment segment : segments) {
      if (segment.start().timescale() != track.timescale()) {
        throw new IllegalArgumentException(
            "timescale of a segment of %s: %d (expected: %d)"
                .formatted(id, segment.start().timescale(), track.timescale()));
      }
    }
    if (segments.stream().allMatch(segment -> segment.duration().count() == 0)) {
      throw new IllegalArgumentException("duration of " + id + ": 0 (expected: > 0)");
    }
  }
}
