package dev.headwater.edge.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is known of a cluster's slots, asked for again from time to time, and soon once it is in
 * doubt. Event-loop confined.
 */
final class Topology {
  /** How often it is asked for when nothing seems wrong. */
  private static final long PERIOD_MILLIS = 15_000;

  /** How soon once it is in doubt, and how often at most. */
  private static final long DOUBT_MILLIS = 500;

  /** For an answer; nobody waits for it. */
  private static final long ANSWER_MILLIS = 1_000;

  private static final long NONE = -1;

  private final Vertx vertx;
  private final Supplier<Map<URI, ServerConnections>> connected;
  private final Function<Set<URI>, Future<Void>> changed;
  private SlotTable slots = new SlotTable();
  private long timer = NONE;
  private boolean doubted;
  private boolean closed;

  /**
   * Knows nothing yet.
   *
   * @param connected gives the servers that can be asked
   * @param changed is told the masters; completes once connecting to new ones was tried
   */
  Topology(
      Vertx vertx,
      Supplier<Map<URI, ServerConnections>> connected,
      Function<Set<URI>, Future<Void>> changed) {
    this.vertx = vertx;
    this.connected = connected;
    this.changed = changed;
  }

  /** Completes, always well, once it was asked for. */
  Future<Void> open() {
    return ask();
  }

  SlotTable slots() {
    return slots;
  }

  /** Something didn't fit: it is asked for soon. */
  void doubt() {
    if (!doubted && !closed) {
      doubted = true;
      askIn(DOUBT_MILLIS);
    }
  }

  private void askIn(long millis) {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(millis, _ -> ask());
  }

  private Future<Void> ask() {
    List<Map.Entry<URI, ServerConnections>> servers = List.copyOf(connected.get().entrySet());
    if (servers.isEmpty()) {
      return told(Future.failedFuture(RedisUnavailableException.notConnected()));
    }
    Map.Entry<URI, ServerConnections> asked =
        servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
    return asked
        .getValue()
        .send(Request.cmd(Command.CLUSTER).arg("SLOTS"))
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .compose(answer -> learnt(SlotTable.of(answer, asked.getKey())))
        .transform(this::told);
  }

  /** A server that was just reset knows of no slots: what is known is better. */
  private Future<Void> learnt(SlotTable answer) {
    Set<URI> masters = answer.servers();
    if (masters.isEmpty()) {
      return Future.failedFuture(RedisUnavailableException.slotUnserved());
    }
    slots = answer;
    return closed ? Future.succeededFuture() : changed.apply(masters);
  }

  private Future<Void> told(AsyncResult<Void> asked) {
    doubted = false;
    if (!closed) {
      askIn(asked.succeeded() ? PERIOD_MILLIS : DOUBT_MILLIS);
    }
    return Future.succeededFuture();
  }

  void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }
}
