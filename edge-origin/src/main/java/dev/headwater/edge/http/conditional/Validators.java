package dev.headwater.edge.http.conditional;

import dev.headwater.edge.http.message.EntityTag;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.HttpDate;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What tells one representation from another (RFC 9110, section 8.8). Immutable. Times are in
 * milliseconds since the epoch, whole seconds.
 *
 * @param etag null where there is none
 * @param lastModified of the representation
 * @param date when the response that brought it was made
 */
public record Validators(@Nullable EntityTag etag, OptionalLong lastModified, OptionalLong date) {

  /**
   * How much later than its last modification a response must be dated for no second change to hide
   * in the same second (section 8.8.2.2).
   */
  private static final long STRONG_AFTER_MILLIS = 1_000;

  /** Those in the fields of a response; a date that can't be read counts as absent. */
  public static Validators of(Fields fields, long nowMillis) {
    return new Validators(
        EntityTag.of(fields).orElse(null),
        HttpDate.of(fields, "Last-Modified", nowMillis),
        HttpDate.of(fields, "Date", nowMillis));
  }

  /** Whether the last modification is known exactly enough to stand for the bytes. */
  public boolean hasStrongDate() {
    return lastModified.isPresent()
        && date.isPresent()
        && date.getAsLong() - lastModified.getAsLong() >= STRONG_AFTER_MILLIS;
  }

  /** The value of an If-Range field that asks for these very bytes, or null (section 13.1.5). */
  public @Nullable String ifRange() {
    if (etag != null) {
      return etag.weak() ? null : etag.toString();
    }
    return hasStrongDate() ? HttpDate.format(lastModified.getAsLong()) : null;
  }

  /** Whether both stand for the same bytes: they share a strong validator. */
  public boolean strongMatch(Validators other) {
    if (etag != null || other.etag != null) {
      return etag != null && other.etag != null && etag.strongMatch(other.etag);
    }
    return hasStrongDate() && other.hasStrongDate() && lastModified.equals(other.lastModified);
  }
}
