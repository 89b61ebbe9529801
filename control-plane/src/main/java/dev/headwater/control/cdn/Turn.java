package dev.headwater.control.cdn;

import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedChange.Purge;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;

/**
 * The right to tell a CDN of a purge until the lease ends, unless renewed. Immutable.
 *
 * @param purgeId of whose row this is
 * @param token tells this lease from those before and after it
 * @param attempt of this pass, from 1
 * @param pass which one, in which round: what is told again in the same one is the same
 * @param asked when somebody asked for the purge
 */
record Turn(
    String purgeId,
    String cdn,
    int level,
    long token,
    int attempt,
    String pass,
    Purge purge,
    OffsetDateTime asked) {
  static Turn of(Row row) {
    FeedChange purge = FeedChange.of("purge", row.get(JsonObject.class, "body"));
    if (!(purge instanceof Purge known)) {
      throw new IllegalStateException(
          "purge %s can't be read".formatted(row.getString("purge_id")));
    }
    return new Turn(
        row.getString("purge_id"),
        row.getString("cdn"),
        row.getInteger("level"),
        row.getLong("lease_token"),
        row.getInteger("attempt"),
        row.getInteger("round") + "." + row.getInteger("passes_done"),
        known,
        row.get(OffsetDateTime.class, "created_at"));
  }
}
