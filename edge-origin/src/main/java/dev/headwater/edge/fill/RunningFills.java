package dev.headwater.edge.fill;

import dev.headwater.edge.http.message.Fields;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The fills under way on this node, at most one for a key; shared by all event loops. */
public final class RunningFills {
  private final ConcurrentMap<String, Fill> fills = new ConcurrentHashMap<>();

  private final AtomicInteger held = new AtomicInteger();

  /**
   * The fill that runs already, or null where the given one has become it, be it in place of one
   * that was purged while it ran.
   */
  @Nullable Fill begin(String key, Fill fill) {
    Fill running = fills.putIfAbsent(key, fill);
    while (running != null && running.isOutdated()) {
      if (fills.replace(key, running, fill)) {
        count(running, -1);
        running = null;
      } else {
        running = fills.putIfAbsent(key, fill);
      }
    }
    if (running == null) {
      count(fill, 1);
    }
    return running;
  }

  /** What the fill that runs will tell; null where none does, or it is just over. */
  @Nullable Future<Fill.Told> join(String key, Vertx vertx, Fields request) {
    Fill running = fills.get(key);
    return running == null ? null : running.join(vertx, request);
  }

  /** Called before the fill is answered, so that a waiter that asks again reaches the tiers. */
  void end(String key, Fill fill) {
    if (fills.remove(key, fill)) {
      count(fill, -1);
    }
  }

  boolean isRunning(String key) {
    return fills.containsKey(key);
  }

  private void count(Fill fill, int change) {
    if (fill.isHeld()) {
      held.addAndGet(change);
    }
  }

  /** Those that cost something now: not those that the source keeps waiting. */
  public int count() {
    return Math.max(0, fills.size() - held.get());
  }

  /** Those that the source may keep waiting. */
  public int held() {
    return held.get();
  }
}
