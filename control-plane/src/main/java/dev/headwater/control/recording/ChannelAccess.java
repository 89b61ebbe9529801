package dev.headwater.control.recording;

import dev.headwater.control.playback.key.PlaybackKey;
import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.TokenKeyChange;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenSigner;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets a worker read private channels: with a token of its own, signed by the key that the data
 * plane has been told of. Thread-safe.
 *
 * @param envelope what that key is sealed in
 */
public record ChannelAccess(Pool pool, Envelope envelope) {
  private static final Duration LIFE = Duration.ofHours(12);

  /** How far the data plane's clock may be behind. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** What stands before the paths of a channel: nothing, where it is public or no key is there. */
  Future<String> prefix(String channelId) {
    return pool.preparedQuery(
            """
            select f.body from channels c left join lateral (
              select body from feed
              where type = 'token-key' and body->>'state' = 'current' and body->>'kid' like $2
              order by sequence desc limit 1) f on true
            where c.id = $1 and c.visibility = 'private'
            """)
        .execute(Tuple.of(channelId, PlaybackKey.DATA_PLANE + "-%"))
        .map(rows -> {
          RowIterator<Row> row = rows.iterator();
          return row.hasNext()
              ? key(row.next()).map(key -> "/t/" + token(key, channelId)).orElse("")
              : "";
        });
  }

  private Optional<TokenKey> key(Row row) {
    return Optional.ofNullable(row.get(JsonObject.class, "body"))
        .map(body -> FeedChange.of("token-key", body))
        .flatMap(
            change -> change instanceof TokenKeyChange key ? key.key(envelope) : Optional.empty());
  }

  private static String token(TokenKey key, String channelId) {
    Instant now = Instant.now();
    return new TokenSigner(key)
        .sign(
            new PlaybackClaims(
                "recording",
                "recording-" + channelId,
                "/live/" + channelId + "/",
                new PlaybackClaims.Life(now, now.minus(CLOCK_SKEW), now.plus(LIFE)),
                PlaybackClaims.Limits.NONE));
  }
}
