package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Refuses what would need a fill while the event loop is late or the node fills too much at once;
 * hits are never refused. One per event loop.
 */
public final class LoadShedder {
  /** A loop that is late by this much answers hits too late as well. */
  private static final long MAX_LAG_MILLIS = 250;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final RunningFills fills;

  /** Two for each rendition of a thousand channels, for its playlist and its next part. */
  private static final int MOST_HELD = 20_000;

  private final int maxFills;
  private final LongSupplier lagMillis;

  /**
   * A shedder for one event loop.
   *
   * @param fills under way on this node
   * @param maxFills how many may be
   * @param lagMillis how late the loop is now
   */
  public LoadShedder(RunningFills fills, int maxFills, LongSupplier lagMillis) {
    this.fills = fills;
    this.maxFills = maxFills;
    this.lagMillis = lagMillis;
  }

  /** Why a fill may not begin that the source may keep waiting; empty where it may. */
  Optional<Failure> refusalToHold() {
    return fills.held() > MOST_HELD
        ? Optional.of(new Failure.Shed("this node waits for too much at once", RETRY_AFTER))
        : refusalOfLate();
  }

  /** Why a fill may not begin; empty where it may. */
  Optional<Failure> refusal() {
    return fills.count() > maxFills
        ? Optional.of(new Failure.Shed("this node fills too much at once", RETRY_AFTER))
        : refusalOfLate();
  }

  /** The same for what is no fill: the source alone says how much of that there may be. */
  Optional<Failure> refusalOfLate() {
    return lagMillis.getAsLong() > MAX_LAG_MILLIS
        ? Optional.of(new Failure.Shed("this node is late", RETRY_AFTER))
        : Optional.empty();
  }
}
