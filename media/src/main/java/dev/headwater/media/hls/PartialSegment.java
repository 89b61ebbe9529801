package dev.headwater.media.hls;

import java.time.Duration;
import java.util.Optional;

/**
 * EXT-X-PART: a part of a media segment, published before the whole (draft-pantos-hls-rfc8216bis,
 * section 4.4.4.9). Immutable.
 *
 * @param uri URI
 * @param duration DURATION: how long it plays
 * @param independent INDEPENDENT: it holds a frame that decodes without another one
 * @param byteRange BYTERANGE: the part of the resource that it is; without an offset, it begins
 *     where the part before it in the same segment ended
 * @param gap GAP: it is missing, don't load it
 */
public record PartialSegment(
    String uri,
    Duration duration,
    boolean independent,
    Optional<ByteRange> byteRange,
    boolean gap) {
  public PartialSegment {
    Syntax.quotable("URI", uri);
    Syntax.notNegative("DURATION", duration);
  }

  /** One that is a whole resource. */
  public static PartialSegment of(String uri, Duration duration, boolean independent) {
    return new PartialSegment(uri, duration, independent, Optional.empty(), false);
  }
}
