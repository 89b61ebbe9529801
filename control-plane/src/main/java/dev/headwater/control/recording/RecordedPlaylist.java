package dev.headwater.control.recording;

import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rendition of a channel has of a window. Immutable.
 *
 * @param rendition as the channel names it
 * @param segments with their numbers and times
 */
record RecordedPlaylist(String rendition, List<Timed> segments) {

  /** A segment, and when it was taken in. */
  record Timed(long number, Instant at, MediaSegment segment) {
    private Instant end() {
      return at.plus(segment.duration());
    }
  }

  RecordedPlaylist {
    segments = List.copyOf(segments);
  }

  static RecordedPlaylist of(String rendition, MediaPlaylist playlist) {
    List<Timed> timed = new ArrayList<>();
    Instant next = Instant.EPOCH;
    for (MediaSegment segment : playlist.segments()) {
      Timed one =
          new Timed(
              playlist.mediaSequence() + timed.size(),
              segment.programDateTime().orElse(next),
              segment);
      timed.add(one);
      next = one.end();
    }
    return new RecordedPlaylist(rendition, timed);
  }

  /** Whether nothing that is to come is of the time before. */
  boolean reaches(Instant to) {
    return !segments.isEmpty() && !segments.getLast().end().isBefore(to);
  }

  /** Those that have any of that time. */
  List<Timed> between(Instant from, Instant to) {
    return segments.stream()
        .filter(timed -> timed.end().isAfter(from) && timed.at.isBefore(to))
        .toList();
  }

  /** Those from one number to another, both included. */
  List<Timed> numbered(long first, long last) {
    return segments.stream()
        .filter(timed -> timed.number >= first && timed.number <= last)
        .toList();
  }

  /** Below the channel, of what the playlist names. */
  String name(String uri) {
    return rendition + "/" + uri;
  }
}
