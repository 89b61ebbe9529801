package dev.headwater.media.hls;

import java.util.List;
import java.util.Optional;

/**
 * EXT-X-MAP: the media initialization section that parses the segments after it
 * (draft-pantos-hls-rfc8216bis, section 4.4.4.5). Immutable.
 *
 * @param uri URI of the resource that holds it
 * @param byteRange BYTERANGE: the part of the resource that it is, always with an offset
 * @param keys EXT-X-KEY: what it is encrypted with, one for each KEYFORMAT; none where it isn't
 */
public record MediaMap(String uri, Optional<ByteRange> byteRange, List<MediaKey> keys) {
  public MediaMap {
    keys = MediaKey.inOrder(keys);
    Syntax.quotable("URI", uri);
    byteRange.ifPresent(range ->
        Syntax.require(
            range.offset().isPresent(), "BYTERANGE: " + range + " (expected: with an offset)"));
  }

  /** A section that is a whole resource, and not encrypted. */
  public static MediaMap of(String uri) {
    return new MediaMap(uri, Optional.empty(), List.of());
  }
}
