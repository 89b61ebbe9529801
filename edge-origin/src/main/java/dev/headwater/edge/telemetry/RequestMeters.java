package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Requests by kind, outcome and status, and what is on its way to clients. Thread-safe. */
public final class RequestMeters {
  private record Key(String kind, String outcome, int status) {}

  private record Series(Counter requests, Timer durations) {}

  private final MeterRegistry registry;
  private final ConcurrentMap<Key, Series> series = new ConcurrentHashMap<>();
  private final Counter bytes;
  private final LongAdder leases = new LongAdder();

  public RequestMeters(MeterRegistry registry) {
    this.registry = registry;
    this.bytes =
        Counter.builder("headwater.response.bytes")
            .description("Body bytes that were sent")
            .register(registry);
    registry.gauge("headwater.response.leases", leases, LongAdder::sum);
  }

  /** A response was handed over. */
  public void responded(String kind, String outcome, int status, long tookNanos) {
    Key key = new Key(kind, outcome, status);
    Series known = series.get(key); // unlike computeIfAbsent, it never waits
    Series all = known == null ? series.computeIfAbsent(key, this::series) : known;
    all.requests.increment();
    all.durations.record(tookNanos, TimeUnit.NANOSECONDS);
  }

  private Series series(Key key) {
    return new Series(counter(key), timer(key.outcome));
  }

  /** Stored bytes are being written to a client, and can't be given back to memory. */
  public void leased() {
    leases.increment();
  }

  /** They no longer are. */
  public void released(long bytesSent) {
    leases.decrement();
    bytes.increment((double) bytesSent);
  }

  /** Bytes went from a file to a client. */
  public void sent(long count) {
    bytes.increment((double) count);
  }

  private Counter counter(Key key) {
    return Counter.builder("headwater.requests")
        .description("Requests by kind of resource, Cache-Status outcome and status")
        .tag("kind", key.kind)
        .tag("outcome", key.outcome)
        .tag("status", Integer.toString(key.status))
        .register(registry);
  }

  private Timer timer(String outcome) {
    return Timer.builder("headwater.request.duration")
        .description("From the request's head to the handing over of the response")
        .tag("outcome", outcome)
        .serviceLevelObjectives(
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3))
        .register(registry);
  }
}
