package dev.headwater.control.cdn;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * How far a purge has got at a CDN. Immutable.
 *
 * @param state pending, applied or failed
 * @param appliedAt since when it answers with nothing of what was purged
 * @param error why the last attempt failed
 */
public record CdnProgress(
    String name, String state, Optional<OffsetDateTime> appliedAt, Optional<String> error) {
  static CdnProgress of(Row row) {
    return new CdnProgress(
        row.getString("cdn"),
        row.getString("state"),
        Optional.ofNullable(row.get(OffsetDateTime.class, "applied_at")),
        Optional.ofNullable(row.getString("error")));
  }
}
