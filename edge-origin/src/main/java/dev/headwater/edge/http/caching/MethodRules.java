package dev.headwater.edge.http.caching;

import java.util.Set;

/** What is known about methods (RFC 9110, section 9). */
public final class MethodRules {
  /** As registered: those of section 9.2.1, RFC 4918, RFC 3253, RFC 5323, and QUERY. */
  private static final Set<String> SAFE =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY");

  private MethodRules() {}

  /** Whether it asks for no change of state; one that isn't known is unsafe. */
  public static boolean isSafe(String method) {
    return SAFE.contains(method);
  }

  /** Whether a stored response may answer a request with it (RFC 9111, section 4). */
  public static boolean mayBeAnsweredFromStore(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  /**
   * Whether a response to it may be stored for later GET requests (RFC 9111, section 3). That to
   * POST only under the conditions of RFC 9110, section 9.3.3.
   */
  public static boolean mayBeStored(String method) {
    return method.equals("GET") || method.equals("POST");
  }
}
