package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** How the connections to a Redis fare. Thread-safe. */
public final class RedisConnectionMeters {
  private final AtomicInteger open = new AtomicInteger();
  private final Counter closed;
  private final Counter silent;

  /**
   * Meters of one Redis.
   *
   * @param of what it keeps
   */
  public RedisConnectionMeters(MeterRegistry registry, String of) {
    Gauge.builder("headwater.redis.connections", open, AtomicInteger::get)
        .description("Connections to Redis that calls can use")
        .tag("of", of)
        .strongReference(true)
        .register(registry);
    this.closed = end(registry, of, "closed");
    this.silent = end(registry, of, "silent");
  }

  private static Counter end(MeterRegistry registry, String of, String cause) {
    return Counter.builder("headwater.redis.connection.ends")
        .description("Connections to Redis that ended; silent ones owed answers for too long")
        .tag("of", of)
        .tag("cause", cause)
        .register(registry);
  }

  public void connected() {
    open.incrementAndGet();
  }

  public void closed() {
    open.decrementAndGet();
    closed.increment();
  }

  public void silent() {
    open.decrementAndGet();
    silent.increment();
  }
}
