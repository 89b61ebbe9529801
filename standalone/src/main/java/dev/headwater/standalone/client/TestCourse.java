package dev.headwater.standalone.client;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the test of a channel has gone so far. Confined to one thread. */
final class TestCourse {
  /** Without any media for so long, it has failed. */
  static final Duration FIRST_MEDIA = Duration.ofSeconds(10);

  private final Instant begun;
  private final List<Double> latencies = new ArrayList<>();
  private final List<Long> rates = new ArrayList<>();
  private @Nullable Duration firstMedia;
  private Instant end = Instant.EPOCH;
  private Instant grown = Instant.EPOCH;
  private boolean standing;
  private int stalls;

  TestCourse(Instant begun) {
    this.begun = begun;
  }

  /**
   * Takes a look, and says it in a line.
   *
   * @param bitsPerSecond that the node takes, 0 where it doesn't say
   */
  String look(Instant now, Optional<NewestMedia> newest, long bitsPerSecond) {
    String time = "%4d s".formatted(Duration.between(begun, now).toSeconds());
    if (newest.isEmpty() && firstMedia == null) {
      return time + "   no media yet";
    }
    if (firstMedia == null) {
      firstMedia = Duration.between(begun, now);
    }
    newest.ifPresent(media -> note(now, media));
    if (bitsPerSecond > 0) {
      rates.add(bitsPerSecond);
    }
    return String.format(
        Locale.ROOT,
        "%s   %s   %6.2f s behind the clock%s",
        time,
        bitsPerSecond > 0 ? "%5d kbit/s".formatted(bitsPerSecond / 1000) : "  ... kbit/s",
        seconds(Duration.between(end, now)),
        standing ? "   stalled" : "");
  }

  private void note(Instant now, NewestMedia media) {
    if (media.end().isAfter(end)) {
      end = media.end();
      grown = now;
      standing = false;
    } else if (!standing && Duration.between(grown, now).compareTo(media.patience()) > 0) {
      standing = true;
      stalls++;
    }
    latencies.add(seconds(Duration.between(end, now)));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** Why it makes no sense to go on. */
  boolean isHopeless(Instant now) {
    return firstMedia == null && Duration.between(begun, now).compareTo(FIRST_MEDIA) > 0;
  }

  /** Why it has failed, if it has. */
  Optional<String> failure() {
    if (firstMedia == null) {
      return Optional.of("no media appeared within " + FIRST_MEDIA.toSeconds() + " s");
    }
    return stalls == 0 ? Optional.empty() : Optional.of("media stalled: " + stalls + " times");
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("samples", latencies.size()).put("stalls", stalls);
    if (firstMedia != null) {
      json.put("firstMediaSeconds", seconds(firstMedia));
    }
    if (!latencies.isEmpty()) {
      json.put("latencySeconds", middle(latencies)).put("worstLatencySeconds", worst());
    }
    return rates.isEmpty() ? json : json.put("bitsPerSecond", middle(rates));
  }

  private double worst() {
    return Collections.max(latencies);
  }

  private static <T extends Comparable<T>> T middle(List<T> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @Override
  public String toString() {
    if (firstMedia == null || latencies.isEmpty()) {
      return "no media";
    }
    return String.format(
        Locale.ROOT,
        "first media after %.1f s; behind the clock %.2f s at the median, %.2f s at most; %d stalls",
        seconds(firstMedia),
        middle(latencies),
        worst(),
        stalls);
  }
}
