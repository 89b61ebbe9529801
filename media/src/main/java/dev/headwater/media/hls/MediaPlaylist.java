package dev.headwater.media.hls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A media playlist: the segments of one rendition (draft-pantos-hls-rfc8216bis, sections 4.4.3 and
 * 4.4.4). Immutable.
 *
 * @param version EXT-X-VERSION
 * @param independentSegments EXT-X-INDEPENDENT-SEGMENTS
 * @param targetDurationSeconds EXT-X-TARGETDURATION: no segment's duration, rounded, is longer
 * @param mediaSequence EXT-X-MEDIA-SEQUENCE: the number of the first segment
 * @param discontinuitySequence EXT-X-DISCONTINUITY-SEQUENCE: discontinuities before the first
 *     segment
 * @param type EXT-X-PLAYLIST-TYPE
 * @param segments in playing order
 * @param ended EXT-X-ENDLIST: no segment will be added
 * @param start EXT-X-START
 * @param dateRanges EXT-X-DATERANGE
 * @param lowLatency what it says for low latency and for delta updates
 */
public record MediaPlaylist(
    int version,
    boolean independentSegments,
    int targetDurationSeconds,
    long mediaSequence,
    long discontinuitySequence,
    Optional<Type> type,
    List<MediaSegment> segments,
    boolean ended,
    Optional<Start> start,
    List<DateRange> dateRanges,
    LowLatency lowLatency)
    implements Playlist {

  /** EXT-X-PLAYLIST-TYPE: section 4.4.3.5. */
  public enum Type {
    /** Segments are only added, at the end. */
    EVENT,
    /** Nothing changes. */
    VOD
  }

  public MediaPlaylist {
    Syntax.atLeast("EXT-X-VERSION", version, 1);
    Syntax.atLeast("EXT-X-TARGETDURATION", targetDurationSeconds, 0);
    Syntax.atLeast("EXT-X-MEDIA-SEQUENCE", mediaSequence, 0);
    Syntax.atLeast("EXT-X-DISCONTINUITY-SEQUENCE", discontinuitySequence, 0);
    segments = List.copyOf(segments);
    dateRanges = List.copyOf(dateRanges);
    checkDurations(segments, targetDurationSeconds);
    checkMaps(segments, lowLatency.openSegment());
    lowLatency.check(version, Duration.ofSeconds(targetDurationSeconds), segments);
    Syntax.require(
        !ended || lowLatency.preloadHints().isEmpty(),
        "EXT-X-PRELOAD-HINT: one (expected: none beside EXT-X-ENDLIST)");
  }

  /** A live one from segment 0 on, without anything that is optional. */
  public static MediaPlaylist of(
      int version, int targetDurationSeconds, List<MediaSegment> segments) {
    return of(version, targetDurationSeconds, segments, LowLatency.NONE);
  }

  /** Likewise, with segments that may have partial segments. */
  public static MediaPlaylist of(
      int version, int targetDurationSeconds, List<MediaSegment> segments, LowLatency lowLatency) {
    return new MediaPlaylist(
        version,
        false,
        targetDurationSeconds,
        0,
        0,
        Optional.empty(),
        segments,
        false,
        Optional.empty(),
        List.of(),
        lowLatency);
  }

  public MediaPlaylist withIndependentSegments(boolean newIndependentSegments) {
    return new MediaPlaylist(
        version,
        newIndependentSegments,
        targetDurationSeconds,
        mediaSequence,
        discontinuitySequence,
        type,
        segments,
        ended,
        start,
        dateRanges,
        lowLatency);
  }

  public MediaPlaylist withMediaSequence(long newSequence) {
    return new MediaPlaylist(
        version,
        independentSegments,
        targetDurationSeconds,
        newSequence,
        discontinuitySequence,
        type,
        segments,
        ended,
        start,
        dateRanges,
        lowLatency);
  }

  public MediaPlaylist withDiscontinuitySequence(long newSequence) {
    return new MediaPlaylist(
        version,
        independentSegments,
        targetDurationSeconds,
        mediaSequence,
        newSequence,
        type,
        segments,
        ended,
        start,
        dateRanges,
        lowLatency);
  }

  public MediaPlaylist withType(Type newType) {
    return new MediaPlaylist(
        version,
        independentSegments,
        targetDurationSeconds,
        mediaSequence,
        discontinuitySequence,
        Optional.of(newType),
        segments,
        ended,
        start,
        dateRanges,
        lowLatency);
  }

  public MediaPlaylist withEnded(boolean newEnded) {
    return new MediaPlaylist(
        version,
        independentSegments,
        targetDurationSeconds,
        mediaSequence,
        discontinuitySequence,
        type,
        segments,
        newEnded,
        start,
        dateRanges,
        lowLatency);
  }

  public MediaPlaylist withStart(Start newStart) {
    return new MediaPlaylist(
        version,
        independentSegments,
        targetDurationSeconds,
        mediaSequence,
        discontinuitySequence,
        type,
        segments,
        ended,
        Optional.of(newStart),
        dateRanges,
        lowLatency);
  }

  public MediaPlaylist withDateRanges(List<DateRange> newRanges) {
    return new MediaPlaylist(
        version,
        independentSegments,
        targetDurationSeconds,
        mediaSequence,
        discontinuitySequence,
        type,
        segments,
        ended,
        start,
        newRanges,
        lowLatency);
  }

  public MediaPlaylist withLowLatency(LowLatency newLowLatency) {
    return new MediaPlaylist(
        version,
        independentSegments,
        targetDurationSeconds,
        mediaSequence,
        discontinuitySequence,
        type,
        segments,
        ended,
        start,
        dateRanges,
        newLowLatency);
  }

  private static void checkDurations(List<MediaSegment> segments, int targetDurationSeconds) {
    for (MediaSegment segment : segments) {
      Syntax.require(
          segment.roundedSeconds() <= targetDurationSeconds,
          () ->
              "EXTINF: %s (expected: rounded, at most the target duration of %d s)"
                  .formatted(segment.duration(), targetDurationSeconds));
    }
  }

  /** A playlist can change the map, but has no way to say that it ends. */
  private static void checkMaps(List<MediaSegment> segments, Optional<OpenSegment> open) {
    boolean mapped = false;
    for (MediaSegment segment : segments) {
      Syntax.require(
          !mapped || segment.map().isPresent(),
          () ->
              "EXT-X-MAP: none for "
                  + segment.uri()
                  + " (expected: one, after a segment with one)");
      mapped = segment.map().isPresent();
    }
    Syntax.require(
        !mapped || open.isEmpty() || open.get().map().isPresent(),
        "EXT-X-MAP: none for the open segment (expected: one, after a segment with one)");
  }

  /** Parses a playlist of this kind; comments and unknown tags are ignored. */
  public static MediaPlaylist parse(String text) throws PlaylistException {
    return MediaParser.parse(PlaylistLines.of(text));
  }

  /** The lines before the segments: what a {@link SegmentWriter} writes comes after them. */
  public String head() {
    return PlaylistWriter.head(this);
  }

  /** The lines after the segments and the partial segments. */
  public String tail() {
    return PlaylistWriter.tail(this);
  }

  @Override
  public String text() {
    return PlaylistWriter.write(this);
  }
}
