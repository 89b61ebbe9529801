package dev.headwater.edge.tier;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.purge.Validity;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.telemetry.RedisMeters;
import dev.headwater.platform.settings.DataSize;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Responses that all nodes of a region share. A call that fails, is late, can't be sent now or
 * finds the breaker open is a miss: this tier never fails its caller. Only look-ups move the
 * breaker, since only they make viewers wait. Event-loop confined; the breaker is shared.
 */
public final class RedisTier {
  /**
   * Bytes being written per event loop; beyond this, Redis is slower than the source. The client
   * holds three copies of each.
   */
  private static final long MAX_WRITING_BYTES = 16L << 20;

  /** Nothing stays longer than this without being read from the source again. */
  private static final Duration MAX_LIFETIME = Duration.ofHours(24);

  /** The form of the entries below: a node that writes another form uses other keys. */
  private static final String FORM = "headwater:r7:";

  private final String prefix;
  private final RedisLanes lanes;
  private final DataSize maxEntry;
  private final Allocation allocation;
  private final PurgeTable purges;
  private final Breaker breaker;
  private final RedisMeters meters;
  private long writingBytes;

  /**
   * What is kept.
   *
   * @param space nodes with the same one share it
   * @param maxEntry what is larger stays out
   */
  public record Share(String space, DataSize maxEntry) {}

  /** A tier for the event loop that the lanes are of. */
  public RedisTier(
      Share share,
      RedisLanes lanes,
      Allocation allocation,
      PurgeTable purges,
      Breaker breaker,
      RedisMeters meters) {
    this.prefix = FORM + share.space + ":";
    this.maxEntry = share.maxEntry;
    this.lanes = lanes;
    this.allocation = allocation;
    this.purges = purges;
    this.breaker = breaker;
    this.meters = meters;
  }

  /**
   * A response of which the caller owns a reference; empty where there is none, or none of use.
   *
   * @param names what a response with such fields can be purged by
   * @param usable whether what is there, fresh or not, is of use to the caller
   */
  public Future<Optional<StoredResponse>> get(
      String key, Function<Fields, PurgeNames> names, Predicate<StoredResponse> usable) {
    PurgeTable.Log log = purges.log();
    String name = name(log, key);
    if (purges.isBlind() || !permits(name)) {
      return Future.succeededFuture(Optional.empty());
    }
    return lanes
        .reads()
        .send(name, Request.cmd(Command.GET).arg(name))
        .onSuccess(_ -> breaker.succeeded())
        .onFailure(_ -> {
          breaker.failed();
          meters.failure();
        })
        .map(reply -> found(reply, log, names, usable))
        .otherwise(Optional.empty());
  }

  /** Sequences of another log mean nothing here: its entries lie apart. */
  private String name(PurgeTable.Log log, String key) {
    return prefix + log.era() + ":" + key;
  }

  /** The trial of an open breaker is not spent on a server that is known to be away. */
  private boolean permits(String name) {
    return (!breaker.isOpen() || lanes.reads().reaches(name)) && breaker.permits();
  }

  private Optional<StoredResponse> found(
      @Nullable Response reply,
      PurgeTable.Log log,
      Function<Fields, PurgeNames> names,
      Predicate<StoredResponse> usable) {
    if (reply == null) {
      meters.miss();
      return Optional.empty();
    }
    StoredResponse response;
    try {
      response = RedisEntry.decode(Fence.without(reply.toBuffer()), log, names, allocation);
    } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
      meters.damaged();
      return Optional.empty();
    }
    if (response == null) {
      meters.noRoom();
      return Optional.empty();
    }
    if (!log.equals(purges.log())
        || response.validity(purges) != Validity.VALID
        || !usable.test(response)) {
      response.release();
      meters.unusable();
      return Optional.empty();
    }
    meters.hit();
    return Optional.of(response);
  }

  /**
   * Keeps a response for as long as it can be of use; completes before Redis has answered. One that
   * is not here as a whole is skipped, and one that is older than what is there.
   *
   * @param token the fencing token of the lease that it was fetched under; 0 where there was none
   */
  public void put(String key, StoredResponse response, long token) {
    PurgeTable.Log log = purges.log();
    String name = name(log, key);
    long bytes = response.weightBytes();
    long kept = usefulMillis(response.head().terms());
    if (!(response.content() instanceof Content.Whole whole)
        || !whole.body().isWhole()
        || kept < 1
        || purges.isBlind()
        || bytes > maxEntry.bytes()
        || writingBytes + bytes > MAX_WRITING_BYTES
        || breaker.isOpen()
        || !lanes.writes().reaches(name)) {
      meters.skipped();
      return;
    }
    Fence fence = new Fence(token, response.head().terms().responseMillis());
    Buffer entry = fence.behind(RedisEntry.encode(response, whole, log));
    writingBytes += bytes;
    lanes
        .writes()
        .send(name, fence.set(name, entry, kept))
        .onComplete(_ -> writingBytes -= bytes)
        .onSuccess(reply -> {
          if (Fence.refused(reply)) {
            meters.skipped();
          } else {
            meters.written();
          }
        })
        .onFailure(_ -> meters.skipped());
  }

  /** Forgets what is kept; completes before Redis has answered, and may be in vain. */
  public void remove(String key) {
    String name = name(purges.log(), key);
    if (lanes.writes().reaches(name)) {
      lanes
          .writes()
          .send(name, Request.cmd(Command.DEL).arg(name))
          .onFailure(_ -> meters.skipped());
    }
  }

  private static long usefulMillis(CachingTerms terms) {
    long stale = Math.max(terms.stale().whileRevalidateMillis(), terms.stale().ifErrorMillis());
    return Math.min(
        MAX_LIFETIME.toMillis(), terms.lifetimeMillis() - terms.initialAgeMillis() + stale);
  }

  public void close() {
    lanes.close();
  }
}
