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
 * @param parts EXT-X-PART: its partial segments, while they are near the end of the playlist
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
    boolean gap,
    List<PartialSegment> parts) {
  /** Half a second, in nanoseconds: from here on, a duration is rounded up. */
  private static final int HALF_SECOND = 500_000_000;

  public MediaSegment {
    keys = MediaKey.inOrder(keys);
    Syntax.uriLine(uri);
    Syntax.line("EXTINF title", title);
    programDateTime = programDateTime.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    parts = List.copyOf(parts);
    Syntax.notNegative("EXTINF", duration);
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
        false,
        List.of());
  }

  public MediaSegment withTitle(String newTitle) {
    return new MediaSegment(
        uri, duration, newTitle, byteRange, discontinuity, keys, map, programDateTime, gap, parts);
  }

  public MediaSegment withByteRange(ByteRange newRange) {
    return new MediaSegment(
        uri,
        duration,
        title,
        Optional.of(newRange),
        discontinuity,
        keys,
        map,
        programDateTime,
        gap,
        parts);
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
        gap,
        parts);
  }

  public MediaSegment withKeys(List<MediaKey> newKeys) {
    return new MediaSegment(
        uri, duration, title, byteRange, discontinuity, newKeys, map, programDateTime, gap, parts);
  }

  public MediaSegment withDiscontinuity(boolean newDiscontinuity) {
    return new MediaSegment(
        uri, duration, title, byteRange, newDiscontinuity, keys, map, programDateTime, gap, parts);
  }

  public MediaSegment withProgramDateTime(Instant at) {
    return new MediaSegment(
        uri, duration, title, byteRange, discontinuity, keys, map, Optional.of(at), gap, parts);
  }

  public MediaSegment withGap(boolean newGap) {
    return new MediaSegment(
        uri, duration, title, byteRange, discontinuity, keys, map, programDateTime, newGap, parts);
  }

  public MediaSegment withParts(List<PartialSegment> newParts) {
    return new MediaSegment(
        uri, duration, title, byteRange, discontinuity, keys, map, programDateTime, gap, newParts);
  }

  /** What is compared with the target duration. */
  long roundedSeconds() {
    return duration.getSeconds() + (duration.getNano() < HALF_SECOND ? 0 : 1);
  }
}
