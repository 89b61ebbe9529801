package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.io.Serial;

/** The system answered, and its answer was an error; the message is the problem's (RFC 9457). */
final class ApiRefusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  ApiRefusal(int status, JsonObject problem) {
    super(message(status, problem));
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Whether the same call may well succeed a little later. */
  boolean passing() {
    return status == 429 || status == 503;
  }

  private static String message(int status, JsonObject problem) {
    String title = problem.getString("title", "the system answered " + status);
    String detail = problem.getString("detail", "");
    return detail.isBlank() ? title : title + ": " + detail;
  }
}
