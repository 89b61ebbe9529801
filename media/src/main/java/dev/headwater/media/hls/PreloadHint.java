package dev.headwater.media.hls;

import java.util.OptionalLong;

/**
 * EXT-X-PRELOAD-HINT: what will be there next, and can be asked for now
 * (draft-pantos-hls-rfc8216bis, section 4.4.5.3). Immutable.
 *
 * @param type TYPE
 * @param uri URI
 * @param byteRangeStart BYTERANGE-START: where in the resource it begins
 * @param byteRangeLength BYTERANGE-LENGTH: absent if it reaches to the end of the resource
 */
public record PreloadHint(
    Type type, String uri, long byteRangeStart, OptionalLong byteRangeLength) {

  /** TYPE. */
  public enum Type {
    /** A partial segment. */
    PART,
    /** A media initialization section. */
    MAP
  }

  public PreloadHint {
    Syntax.quotable("URI", uri);
    Syntax.atLeast("BYTERANGE-START", byteRangeStart, 0);
    byteRangeLength.ifPresent(length -> Syntax.atLeast("BYTERANGE-LENGTH", length, 0));
  }

  /** A partial segment that is a whole resource. */
  public static PreloadHint part(String uri) {
    return new PreloadHint(Type.PART, uri, 0, OptionalLong.empty());
  }

  /** A media initialization section that is a whole resource. */
  public static PreloadHint map(String uri) {
    return new PreloadHint(Type.MAP, uri, 0, OptionalLong.empty());
  }
}
