package dev.headwater.media.hls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A media segment with all that applies to it (draft-pantos-hls-rfc8216bis, section 4.4.4).
 * Immutable.
 *
 * @param uri its line in the playlist
 * @param duration EXTINF: how long it plays
 * @param title EXTINF: for people; empty if there is none
 * @param byteRange EXT-X-BYTERANGE: the part of the resource that it is
 * @param discontinuity EXT-X-DISCONTINUITY: encoded apart from the segment before it
 * @param keys EXT-X-KEY: what it is encrypted with, one for each KEYFORMAT; none where it isn't
 * @param map EXT-X-MAP: how to parse it; a playlist writes it where it changes
 * @param programDateTime EXT-X-PROGRAM-DATE-TIME: the moment of its first sample, cut to the
 *     millisecond
 * @param gap EXT-X-GAP: it is missing, don't load it
 */
public record MediaSegment(
    String uri,
    Duration duration,
    String title,
    Optional<ByteRange> byteRange,
    boolean discontinuity,
    List<MediaKey> keys,
    Optional<MediaMap> map,
    Optional<Instant> programDateTime,
    boolean gap) {
  /** Half a second, in nanoseconds: from here on, a duration is rounded up. */
  private static final int HALF_SECOND = 500_000_000;

  public MediaSegment {
    keys = MediaKey.inOrder(keys);
    Syntax.uriLine(uri);
    Syntax.line("EXTINF title", title);
    programDateTime = programDateTime.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    Syntax.require(
        !duration.isNegative(), "EXTINF: " + duration + " (expected: at least 0 seconds)");
  }

  /** A segment that is a whole resource. */
  public static MediaSegment of(String uri, Duration duration) {
    return new MediaSegment(
        uri,
        duration,
        "",
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  public MediaSegment withMap(MediaMap newMap) {
    return new MediaSegment(
        uri,
        duration,
        title,
        byteRange,
        discontinuity,
        keys,
        Optional.of(newMap),
        programDateTime,
        gap);
  }

  public MediaSegment withKeys(List<MediaKey> newKeys) {
    return new MediaSegment(
        uri, duration, title, byteRange, discontinuity, newKeys, map, programDateTime, gap);
  }

  /** What is compared with the target duration. */
  long roundedSeconds() {
    return duration.getSeconds() + (duration.getNano() < HALF_SECOND ? 0 : 1);
  }
}
