package dev.headwater.platform.problem;

import io.vertx.core.json.JsonObject;

/**
 * One problem detail (RFC 9457, section 3.1). Immutable.
 *
 * @param type the last path segment of the problem type's URI, such as {@code title-not-found}
 * @param title the kind of problem, the same for each occurrence
 * @param status the HTTP status code
 * @param detail what is wrong this time, for a person
 */
public record Problem(String type, String title, int status, String detail) {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPE_BASE = "https://headwater.dev/problems/";

  public JsonObject toJson() {
    return new JsonObject()
        .put("type", TYPE_BASE + type)
        .put("title", title)
        .put("status", status)
        .put("detail", detail);
  }
}
