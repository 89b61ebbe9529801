package dev.headwater.control.encoding.publish;

import dev.headwater.control.encoding.encoder.PublishedChannel;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.Latency;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** Finds the channel that a stream key opens, in the database. Thread-safe. */
public final class ChannelKeys {
  private static final String FIND =
      "select id, latency from channels where key_hash = $1 and deleted_at is null";

  /** Look-ups at once; encoders beyond them are told to come back. */
  private static final int MAX_LOOKUPS = 32;

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST_KEY = 256;

  private final Pool pool;
  private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);

  public ChannelKeys(Pool pool) {
    this.pool = pool;
  }

  /** Empty where the key opens none; fails where that can't be found out now. */
  Future<Optional<PublishedChannel>> find(String streamKey) {
    if (streamKey.isBlank() || streamKey.length() > LONGEST_KEY) {
      return Future.succeededFuture(Optional.empty());
    }
    if (!lookups.tryAcquire()) {
      return Future.failedFuture("too many look-ups");
    }
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(Channel.hash(streamKey)))
        .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .findFirst()
                .map(row -> channel(row, streamKey)))
        .onComplete(_ -> lookups.release());
  }

  private static PublishedChannel channel(Row row, String streamKey) {
    return new PublishedChannel(
        row.getString("id"), Latency.of(row.getString("latency")), streamKey);
  }
}
