package dev.headwater.control.encoding.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the pushes of a worker count. Thread-safe. */
public final class PushMetrics {
  private final Counter bytes;
  private final Counter failures;
  private final Counter dropped;

  public PushMetrics(MeterRegistry registry) {
    bytes =
        Counter.builder("live.push.bytes")
            .description("Bytes of fragments that nodes have taken")
            .register(registry);
    failures =
        Counter.builder("live.push.failures")
            .description("Pushes of a track that a node has refused or cut")
            .register(registry);
    dropped =
        Counter.builder("live.push.fragments.dropped")
            .description("Fragments dropped because no node took them in time")
            .register(registry);
  }

  void pushed(int count) {
    bytes.increment(count);
  }

  void failed() {
    failures.increment();
  }

  void dropped(int fragments) {
    dropped.increment(fragments);
  }
}
