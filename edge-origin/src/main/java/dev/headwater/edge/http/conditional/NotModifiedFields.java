package dev.headwater.edge.http.conditional;

import java.util.Set;

/**
 * Which fields of a response its 304 does not carry (RFC 9110, section 15.4.5): all others may be
 * what a cache on the way wants to update.
 */
public final class NotModifiedFields {
  /**
   * Metadata of the representation, which the client has, and of content, of which there is none;
   * in lower case.
   */
  public static final Set<String> LEFT_OUT =
      Set.of(
          "accept-ranges",
          "content-digest",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-md5",
          "content-range",
          "content-type",
          "digest",
          "repr-digest",
          "trailer",
          "transfer-encoding");

  private NotModifiedFields() {}
}
