package dev.headwater.edge.http.status;

/** Why a request went to the next hop (RFC 9211, section 2.2). */
public enum ForwardReason {
  /** The cache was told not to handle it. */
  BYPASS("bypass"),
  /** The method's semantics need it. */
  METHOD("method"),
  /** Nothing is stored for the URI. */
  URI_MISS("uri-miss"),
  /** What is stored was selected by other request fields. */
  VARY_MISS("vary-miss"),
  /** Nothing that fits is stored, whyever. */
  MISS("miss"),
  /** What is stored is fresh, but the request's Cache-Control doesn't want it. */
  REQUEST("request"),
  /** What is stored is stale. */
  STALE("stale"),
  /** Not all of what was asked for is stored. */
  PARTIAL("partial");

  private final String token;

  ForwardReason(String token) {
    this.token = token;
  }

  public String token() {
    return token;
  }
}
