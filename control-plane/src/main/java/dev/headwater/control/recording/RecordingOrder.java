package dev.headwater.control.recording;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import dev.headwater.control.title.TitleText;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What is to be recorded of a channel, and as which title. Immutable.
 *
 * @param text of the title
 */
public record RecordingOrder(Instant from, Instant to, TitleText text) {
  /** As much as any channel keeps, and as far ahead as anything is recorded. */
  private static final Duration MOST = Duration.ofDays(1);

  /**
   * From a body that the API's schema has accepted. Refused with 400 where the times can't be.
   *
   * @param visibility where the body doesn't say, "public" or "private"
   */
  public static RecordingOrder of(JsonObject body, String visibility, Instant now) {
    Instant from = instant(body, "from");
    Instant to = instant(body, "to");
    if (!from.isBefore(to)) {
      throw invalid("from: " + from + " (expected: before to, " + to + ")");
    }
    if (Duration.between(from, to).compareTo(MOST) > 0) {
      throw invalid("to: " + to + " (expected: at most 24 hours after from, " + from + ")");
    }
    if (to.isAfter(now.plus(MOST))) {
      throw invalid("to: " + to + " (expected: at most 24 hours from now)");
    }
    JsonObject text =
        new JsonObject()
            .put("name", body.getString("name"))
            .put("visibility", body.getString("visibility", visibility));
    return new RecordingOrder(from, to, TitleText.of(text));
  }

  private static Instant instant(JsonObject body, String member) {
    try {
      return OffsetDateTime.parse(body.getString(member)).toInstant();
    } catch (DateTimeException e) {
      throw invalid(
          "%s: '%s' (expected: a time such as 2026-03-01T12:00:00Z)"
              .formatted(member, body.getString(member)));
    }
  }

  private static RefusedException invalid(String detail) {
    return new RefusedException(Reason.INVALID_REQUEST, detail);
  }

  Duration length() {
    return Duration.between(from, to);
  }

  /** For the audit log. */
  JsonObject toJson(String titleId) {
    return new JsonObject()
        .put("from", from.toString())
        .put("to", to.toString())
        .put("titleId", titleId);
  }
}
