package dev.headwater.edge.cluster;

import dev.headwater.edge.telemetry.ClusterMeters;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings notices to their subscribers: this node's at once, those of other nodes by whatever bus
 * there is. Thread-safe.
 */
final class Exchange implements Notices {
  private static final String FROM = "from";
  private static final String TOPIC = "topic";
  private static final String NOTICE = "notice";

  /** More than the counts of {@link NodeCounts#MOST_TITLES} titles need. */
  private static final int MOST_BYTES = 64 * 1024;

  /** Notices that wait for one subscriber: some seconds of a live channel with many renditions. */
  private static final int MOST_WAITING = 1000;

  private final String self;
  private final ClusterMeters meters;
  private final Executor threads;
  private final Map<String, List<Waiting<?>>> subscribers = new ConcurrentHashMap<>();
  private volatile @Nullable Bus bus;

  /**
   * @param self what tells this node's messages from those of others
   * @param threads that subscribers are called on
   */
  Exchange(String self, ClusterMeters meters, Executor threads) {
    this.self = self;
    this.meters = meters;
    this.threads = threads;
  }

  /** From now on notices go there, or to nobody else. */
  void use(@Nullable Bus next) {
    bus = next;
  }

  @Override
  public <T> void publish(Topic<T> topic, T notice) {
    JsonObject written = topic.write().apply(notice);
    to(topic.name(), subscriber -> subscriber.offer(self, written));
    Bus used = bus;
    if (used == null) {
      meters.dropped("away");
    } else if (written.toBuffer().length() > MOST_BYTES) {
      meters.dropped("too-large");
    } else if (used.send(
        new JsonObject().put(FROM, self).put(TOPIC, topic.name()).put(NOTICE, written))) {
      meters.sent();
    } else {
      meters.dropped("too-many");
    }
  }

  /** What came from the bus, which may be anything. */
  void received(JsonObject message) {
    String from;
    String topic;
    JsonObject notice;
    try {
      from = message.getString(FROM);
      topic = message.getString(TOPIC);
      notice = message.getJsonObject(NOTICE);
    } catch (ClassCastException e) {
      meters.dropped("unreadable");
      return;
    }
    if (from == null || topic == null || notice == null) {
      meters.dropped("unreadable");
    } else if (!from.equals(self)) {
      meters.received();
      to(topic, subscriber -> subscriber.offer(from, notice));
    }
  }

  private void to(String topic, Consumer<Waiting<?>> call) {
    subscribers.getOrDefault(topic, List.of()).forEach(call);
  }

  @Override
  public <T> Subscription subscribe(Topic<T> topic, Consumer<T> subscriber) {
    return subscribeToAll(topic, (_, notice) -> subscriber.accept(notice));
  }

  /**
   * @param subscriber is told who has published it
   */
  <T> Subscription subscribeToAll(Topic<T> topic, BiConsumer<String, T> subscriber) {
    Waiting<T> waiting = new Waiting<>(topic, subscriber);
    List<Waiting<?>> all =
        subscribers.computeIfAbsent(topic.name(), _ -> new CopyOnWriteArrayList<>());
    all.add(waiting);
    return () -> all.remove(waiting);
  }

  /** What waits for one subscriber. */
  private final class Waiting<T> {
    private final Topic<T> topic;
    private final BiConsumer<String, T> subscriber;
    private final AtomicInteger count = new AtomicInteger();

    Waiting(Topic<T> topic, BiConsumer<String, T> subscriber) {
      this.topic = topic;
      this.subscriber = subscriber;
    }

    void offer(String from, JsonObject notice) {
      if (count.incrementAndGet() > MOST_WAITING) {
        count.decrementAndGet();
        meters.dropped("slow");
        return;
      }
      try {
        threads.execute(() -> {
          count.decrementAndGet();
          tell(from, notice);
        });
      } catch (RejectedExecutionException closed) {
        count.decrementAndGet();
      }
    }

    private void tell(String from, JsonObject notice) {
      T read;
      try {
        read = topic.read().apply(notice);
      } catch (RuntimeException e) {
        meters.dropped("unreadable");
        return;
      }
      subscriber.accept(from, read);
    }
  }
}
