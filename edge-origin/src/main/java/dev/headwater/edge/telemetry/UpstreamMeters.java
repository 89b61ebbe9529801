package dev.headwater.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

/** What is asked of upstream servers, and how they are. Thread-safe. */
public final class UpstreamMeters {
  private record Key(String host, String of) {}

  private final MeterRegistry registry;
  private final ConcurrentMap<String, Counter> requests = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Counter> retries = new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, Counter> failures = new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, Counter> changes = new ConcurrentHashMap<>();

  public UpstreamMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows from now on whether requests go to the host. */
  public void watch(String host, BooleanSupplier in) {
    Gauge.builder("headwater.upstream.in", in, now -> now.getAsBoolean() ? 1 : 0)
        .description("1 while requests go to the upstream server")
        .tag("host", host)
        .strongReference(true)
        .register(registry);
  }

  /** A request goes to the host. */
  public void requested(String host) {
    requests.computeIfAbsent(host, this::requestCounter).increment();
  }

  /** A request goes to the host because another attempt failed. */
  public void retried(String host) {
    retries.computeIfAbsent(host, this::retryCounter).increment();
  }

  /** The host, or a connection to it, failed. */
  public void failed(String host, String reason) {
    failures.computeIfAbsent(new Key(host, reason), this::failureCounter).increment();
  }

  /** The host's state changed: up, down, ejected, or its breaker is open or closed. */
  public void changed(String host, String to) {
    changes.computeIfAbsent(new Key(host, to), this::changeCounter).increment();
  }

  private Counter requestCounter(String host) {
    return Counter.builder("headwater.upstream.requests")
        .description("Requests to upstream servers, repeated ones included")
        .tag("host", host)
        .register(registry);
  }

  private Counter retryCounter(String host) {
    return Counter.builder("headwater.upstream.retries")
        .description("Requests that were sent again, to this upstream server")
        .tag("host", host)
        .register(registry);
  }

  private Counter failureCounter(Key key) {
    return Counter.builder("headwater.upstream.failures")
        .description("Requests and checks that failed, by problem type, or status for a 502 to 504")
        .tag("host", key.host)
        .tag("reason", key.of)
        .register(registry);
  }

  private Counter changeCounter(Key key) {
    return Counter.builder("headwater.upstream.changes")
        .description("Changes of state: up and down by checks, ejected, breaker open and closed")
        .tag("host", key.host)
        .tag("to", key.of)
        .register(registry);
  }
}
