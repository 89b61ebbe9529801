package dev.headwater.control.refusal;

/** The kinds of refusal, each with the problem type that it is shown as (RFC 9457). */
public enum Reason {
  INVALID_REQUEST(400, "invalid-request", "The request is not valid"),
  UNAUTHENTICATED(401, "unauthenticated", "Log in first"),
  FORBIDDEN(403, "forbidden", "You may not do this"),
  TOO_MANY_STREAMS(403, "too-many-streams", "Too many streams at once"),
  NOT_FOUND(404, "not-found", "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "Method not allowed"),
  CONFLICT(409, "conflict", "Not in this state"),
  GONE(410, "gone", "This was deleted"),
  UNSUPPORTED_VERSION(412, "unsupported-version", "Protocol version not supported"),
  OVER_QUOTA(413, "over-quota", "Not enough room left"),
  TOO_LARGE(413, "too-large", "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "Media type not supported"),
  LOCKED(423, "locked", "Somebody else is at it"),
  TOO_MANY_ATTEMPTS(429, "too-many-attempts", "Too many attempts"),
  CHECKSUM_MISMATCH(460, "checksum-mismatch", "The checksum is another one"),
  INTERNAL(500, "internal", "Something went wrong here"),
  UNAVAILABLE(503, "unavailable", "Try again later");

  private final int status;
  private final String type;
  private final String title;

  Reason(int status, String type, String title) {
    this.status = status;
    this.type = type;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String type() {
    return type;
  }

  public String title() {
    return title;
  }
}
