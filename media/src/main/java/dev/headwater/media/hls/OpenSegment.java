package dev.headwater.media.hls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The media segment after the last one, of which there are only partial segments yet
 * (draft-pantos-hls-rfc8216bis, section 3.2), with all that applies to them. Immutable.
 *
 * @param parts EXT-X-PART, in playing order, at least one
 * @param discontinuity EXT-X-DISCONTINUITY: encoded apart from the segment before it
 * @param keys EXT-X-KEY: what it is encrypted with, one for each KEYFORMAT; none where it isn't
 * @param map EXT-X-MAP: how to parse it; a playlist writes it where it changes
 * @param programDateTime EXT-X-PROGRAM-DATE-TIME: the moment of its first sample, cut to the
 *     millisecond
 */
public record OpenSegment(
    List<PartialSegment> parts,
    boolean discontinuity,
    List<MediaKey> keys,
    Optional<MediaMap> map,
    Optional<Instant> programDateTime) {
  public OpenSegment {
    parts = List.copyOf(parts);
    keys = MediaKey.inOrder(keys);
    programDateTime = programDateTime.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    Syntax.require(!parts.isEmpty(), "EXT-X-PART: none (expected: at least one)");
  }

  /** One that goes on where the last segment ended, with its map and keys. */
  public static OpenSegment after(MediaSegment last, List<PartialSegment> parts) {
    return new OpenSegment(parts, false, last.keys(), last.map(), Optional.empty());
  }

  /** One that nothing precedes, or nothing that it goes on from. */
  public static OpenSegment of(MediaMap map, List<PartialSegment> parts) {
    return new OpenSegment(parts, false, List.of(), Optional.of(map), Optional.empty());
  }

  public OpenSegment withDiscontinuity(boolean newDiscontinuity) {
    return new OpenSegment(parts, newDiscontinuity, keys, map, programDateTime);
  }

  public OpenSegment withKeys(List<MediaKey> newKeys) {
    return new OpenSegment(parts, discontinuity, newKeys, map, programDateTime);
  }

  public OpenSegment withProgramDateTime(Instant at) {
    return new OpenSegment(parts, discontinuity, keys, map, Optional.of(at));
  }
}
