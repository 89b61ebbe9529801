package dev.headwater.media.hls;

import java.util.OptionalLong;

/**
 * EXT-X-BYTERANGE: a part of a resource (draft-pantos-hls-rfc8216bis, section 4.4.4.2). Immutable.
 *
 * @param length bytes
 * @param offset of its first byte; without one, it begins where the last part ended
 */
public record ByteRange(long length, OptionalLong offset) {
  public ByteRange {
    Syntax.atLeast("BYTERANGE length", length, 0);
    offset.ifPresent(value -> Syntax.atLeast("BYTERANGE offset", value, 0));
  }

  public static ByteRange of(long length, long offset) {
    return new ByteRange(length, OptionalLong.of(offset));
  }

  /** As a playlist writes it: {@code 1000@0} or {@code 1000}. */
  @Override
  public String toString() {
    return offset.isPresent() ? length + "@" + offset.getAsLong() : Long.toString(length);
  }
}
