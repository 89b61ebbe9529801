package dev.headwater.edge.http.caching;

import java.util.Set;

/** What is known about status codes (RFC 9110, section 15). */
final class Statuses {
  private static final Set<Integer> HEURISTICALLY_CACHEABLE =
      Set.of(200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501);

  private static final Set<Integer> ERRORS_THAT_STALE_MAY_REPLACE = Set.of(500, 502, 503, 504);

  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 305, 307, 308, 400, 401, 402, 403,
          404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 426, 428,
          429, 431, 451, 500, 501, 502, 503, 504, 505, 511);

  private Statuses() {}

  static boolean isFinal(int status) {
    return status >= 200 && status <= 599;
  }

  /** Section 15.1. */
  static boolean isHeuristicallyCacheable(int status) {
    return HEURISTICALLY_CACHEABLE.contains(status);
  }

  /** Whether all that its definition says about caching is done here (RFC 9111, section 3). */
  static boolean isUnderstood(int status) {
    return UNDERSTOOD.contains(status);
  }

  /** 2xx and 3xx (RFC 9111, section 4.4). */
  static boolean isNoError(int status) {
    return status >= 200 && status <= 399;
  }

  /** RFC 5861, section 4. */
  static boolean mayBeReplacedByStale(int status) {
    return ERRORS_THAT_STALE_MAY_REPLACE.contains(status);
  }
}
