package dev.headwater.media.dash;

import java.time.Instant;

/**
 * UTCTiming: where clients find the time of the server (ISO/IEC 23009-1, section 5.8.4.11).
 * Immutable.
 *
 * @param scheme how it is found
 * @param value where, or the time itself
 */
public record UtcTiming(Scheme scheme, String value) {
  /** schemeIdUri: section 5.8.5.7. */
  public enum Scheme {
    /** The Date field of the answer to HEAD of a URL. */
    HTTP_HEAD("urn:mpeg:dash:utc:http-head:2014"),
    /** A resource whose content is the time, as ISO 8601. */
    HTTP_ISO("urn:mpeg:dash:utc:http-iso:2014"),
    /** The time at which the MPD was made. */
    DIRECT("urn:mpeg:dash:utc:direct:2014");

    private final String uri;

    Scheme(String uri) {
      this.uri = uri;
    }

    /** As the MPD writes it. */
    public String uri() {
      return uri;
    }
  }

  /** The Date field of this URL, which HEAD asks for. */
  public static UtcTiming head(String url) {
    return new UtcTiming(Scheme.HTTP_HEAD, url);
  }

  /** This URL's content. */
  public static UtcTiming iso(String url) {
    return new UtcTiming(Scheme.HTTP_ISO, url);
  }

  /** This moment. */
  public static UtcTiming direct(Instant now) {
    return new UtcTiming(Scheme.DIRECT, now.toString());
  }
}
