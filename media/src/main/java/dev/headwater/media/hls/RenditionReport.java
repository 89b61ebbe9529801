package dev.headwater.media.hls;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * EXT-X-RENDITION-REPORT: how far another rendition is (draft-pantos-hls-rfc8216bis, section
 * 4.4.5.4). What is as in the playlist that holds the report may be absent. Immutable.
 *
 * @param uri URI of its media playlist, relative to the one that holds the report
 * @param lastMediaSequence LAST-MSN: the number of its last segment, whole or open
 * @param lastPart LAST-PART: the index of the last partial segment of that segment
 */
public record RenditionReport(String uri, OptionalLong lastMediaSequence, OptionalLong lastPart) {
  /** A URI with a scheme: RFC 3986, section 3.1. */
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+:");

  public RenditionReport {
    Syntax.quotable("URI", uri);
    Syntax.require(
        !ABSOLUTE.matcher(uri).lookingAt(),
        () -> "URI: " + uri + " (expected: relative to the playlist)");
    lastMediaSequence.ifPresent(number -> Syntax.atLeast("LAST-MSN", number, 0));
    lastPart.ifPresent(index -> Syntax.atLeast("LAST-PART", index, 0));
  }

  public static RenditionReport of(String uri, long lastMediaSequence, long lastPart) {
    return new RenditionReport(uri, OptionalLong.of(lastMediaSequence), OptionalLong.of(lastPart));
  }
}
