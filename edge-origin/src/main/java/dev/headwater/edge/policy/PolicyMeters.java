package dev.headwater.edge.policy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What became of the policy's file while the node ran. Thread-safe. */
public final class PolicyMeters {
  private final MeterRegistry registry;
  private final Counter taken;
  private final Counter refused;

  public PolicyMeters(MeterRegistry registry) {
    this.registry = registry;
    this.taken = counter("taken", "Policies that were put in force while the node ran");
    this.refused = counter("refused", "Policies that were refused while the node ran");
  }

  private Counter counter(String name, String description) {
    return Counter.builder("headwater.policy." + name).description(description).register(registry);
  }

  /** Shows whether the file says something else than what is in force. */
  public void follow(Supplier<PolicyStatus> status) {
    Gauge.builder("headwater.policy.behind", status, one -> one.get().refusal().isPresent() ? 1 : 0)
        .strongReference(true)
        .description(
            "1 while the policy's file says what can't be used, and another one is in force")
        .register(registry);
  }

  void taken() {
    taken.increment();
  }

  void refused() {
    refused.increment();
  }
}
