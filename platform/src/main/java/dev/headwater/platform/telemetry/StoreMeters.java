package dev.headwater.platform.telemetry;

import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts what a store asks of its storage service, and what that costs. Thread-safe. */
public final class StoreMeters implements StoreListener {
  private final Map<Kind, Counter> requests;
  private final Map<Kind, Counter> retries;
  private final Map<StoreException.Reason, Counter> failures;
  private final Counter hedges;
  private final Counter dollars;

  public StoreMeters(MeterRegistry registry) {
    requests =
        counters(
            Kind.class,
            kind ->
                Counter.builder("headwater.store.requests")
                    .tag("kind", tag(kind))
                    .description("Requests sent to object storage, retries and hedges included")
                    .register(registry));
    retries =
        counters(
            Kind.class,
            kind ->
                Counter.builder("headwater.store.retries")
                    .tag("kind", tag(kind))
                    .description("Requests to object storage that were sent again")
                    .register(registry));
    failures =
        counters(
            StoreException.Reason.class,
            reason ->
                Counter.builder("headwater.store.failures")
                    .tag("reason", tag(reason))
                    .description("Reads and writes of objects that failed")
                    .register(registry));
    hedges =
        Counter.builder("headwater.store.hedges")
            .description("Slow reads of objects that were sent a second time")
            .register(registry);
    dollars =
        Counter.builder("headwater.store.cost")
            .baseUnit("dollars")
            .description("What requests to object storage cost, by the prices in the settings")
            .register(registry);
  }

  private static <E extends Enum<E>> Map<E, Counter> counters(
      Class<E> type, Function<E, Counter> counter) {
    Map<E, Counter> counters = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      counters.put(constant, counter.apply(constant));
    }
    return counters;
  }

  private static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void request(Kind kind, double price) {
    increment(requests.get(kind));
    dollars.increment(price);
  }

  @Override
  public void retry(Kind kind) {
    increment(retries.get(kind));
  }

  @Override
  public void hedge() {
    hedges.increment();
  }

  @Override
  public void failure(StoreException.Reason reason) {
    increment(failures.get(reason));
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
