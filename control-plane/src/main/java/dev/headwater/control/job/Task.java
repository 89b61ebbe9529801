package dev.headwater.control.job;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** What a job is about. */
public sealed interface Task {
  /**
   * A file is to be packaged.
   *
   * @param key of the object to work on
   */
  record Source(String key) implements Task {}

  /**
   * What a channel has sent in a window of time is to become a title, as it is.
   *
   * @param sealedAccess what opens the channel to who reads it, sealed for this job; empty where
   *     all may read it
   */
  record Recording(String channelId, Instant from, Instant to, Optional<String> sealedAccess)
      implements Task {}

  static Task of(Row row) {
    return switch (row.getString("kind")) {
      case "record" ->
          new Recording(
              row.getString("channel_id"),
              instant(row, "record_from"),
              instant(row, "record_to"),
              Optional.ofNullable(row.getString("record_access")));
      default -> new Source(row.getString("source_key"));
    };
  }

  private static Instant instant(Row row, String column) {
    return row.get(OffsetDateTime.class, column).toInstant();
  }
}
