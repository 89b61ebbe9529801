package dev.headwater.edge.request;

/** A target as it would be sent to a server that is no proxy (RFC 9112, section 3.2). */
public final class OriginForm {
  private OriginForm() {}

  /** Path and query, without scheme, authority and fragment. */
  public static String of(String uri) {
    int scheme = uri.indexOf("://");
    String target = uri;
    if (scheme > 0 && !uri.startsWith("/")) {
      int path = scheme + 3;
      while (path < uri.length() && "/?#".indexOf(uri.charAt(path)) < 0) {
        path++;
      }
      target = uri.startsWith("/", path) ? uri.substring(path) : "/" + uri.substring(path);
    }
    int fragment = target.indexOf('#');
    return fragment < 0 ? target : target.substring(0, fragment);
  }
}
