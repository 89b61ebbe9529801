package dev.headwater.media.hls;

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
 */
public record MediaPlaylist(
    int version,
    boolean independentSegments,
    int targetDurationSeconds,
    long mediaSequence,
    long discontinuitySequence,
    Optional<Type> type,
    List<MediaSegment> segments,
    boolean ended)
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
    checkDurations(segments, targetDurationSeconds);
    checkMaps(segments);
  }

  private static void checkDurations(List<MediaSegment> segments, int targetDurationSeconds) {
    for (MediaSegment segment : segments) {
      Syntax.require(
          segment.roundedSeconds() <= targetDurationSeconds,
          "EXTINF: %s (expected: rounded, at most the target duration of %d s)"
              .formatted(segment.duration(), targetDurationSeconds));
    }
  }

  /** A playlist can change the map, but has no way to say that it ends. */
  private static void checkMaps(List<MediaSegment> segments) {
    boolean mapped = false;
    for (MediaSegment segment : segments) {
      Syntax.require(
          !mapped || segment.map().isPresent(),
          "EXT-X-MAP: none for " + segment.uri() + " (expected: one, after a segment with one)");
      mapped = segment.map().isPresent();
    }
  }

  /** Parses a playlist of this kind; comments and unknown tags are ignored. */
  public static MediaPlaylist parse(String text) throws PlaylistException {
    return MediaParser.parse(PlaylistLines.of(text));
  }

  @Override
  public String text() {
    return PlaylistWriter.write(this);
  }
}
