package dev.headwater.control.encoding.encoder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What a worker counts of its live channels. Thread-safe. */
public final class LiveMetrics {
  /** What became of the wish to publish. */
  public enum Publish {
    ACCEPTED,
    WRONG_KEY,
    THROTTLED,
    BUSY,
    UNAVAILABLE
  }

  /** How a run of ffmpeg ended. */
  enum Run {
    ENDED,
    RESTARTED,
    FAILED,
    REFUSED
  }

  private final MeterRegistry registry;
  private final AtomicInteger encoding = new AtomicInteger();

  public LiveMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("live.encodings", encoding, AtomicInteger::get)
        .description("Live channels that are being encoded")
        .register(registry);
  }

  void publishers(LiveChannels channels) {
    Gauge.builder("live.publishers", channels, LiveChannels::publishers)
        .description("Encoders that publish, backups among them")
        .register(registry);
  }

  /** Counts a wish to publish. */
  public void publish(Publish outcome) {
    Counter.builder("live.publishes")
        .description("Wishes to publish by what became of them")
        .tag("outcome", word(outcome))
        .register(registry)
        .increment();
  }

  void ended(Run run) {
    Counter.builder("live.encoder.runs")
        .description("Runs of ffmpeg for live channels by how they ended")
        .tag("outcome", word(run))
        .register(registry)
        .increment();
  }

  void encoding(int change) {
    encoding.addAndGet(change);
  }

  private static String word(Enum<?> outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
