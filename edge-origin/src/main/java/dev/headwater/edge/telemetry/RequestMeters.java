package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests by kind, outcome and status, and what is on its way to clients. Thread-safe. */
public final class RequestMeters {
  private record Key(String kind, String outcome, int status) {}

  private final MeterRegistry registry;
  private final ConcurrentMap<Key, Counter> requests = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Timer> durations = new ConcurrentHashMap<>();
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
  public void responded(String kind, String outcome, int status, Duration took) {
    Key key = new Key(kind, outcome, status);
    Counter counter = requests.get(key); // which unlike computeIfAbsent never waits
    (counter == null ? requests.computeIfAbsent(key, this::counter) : counter).increment();
    Timer timer = durations.get(outcome);
    (timer == null ? durations.computeIfAbsent(outcome, this::timer) : timer).record(took);
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
