package dev.headwater.edge.fill;

import dev.headwater.cachepolicy.Priority;
import dev.headwater.edge.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Refuses what would need a fill while the event loop is late or the node fills too much at once:
 * first what lies in the store for long, last what is live. Hits are never refused. One per event
 * loop.
 */
public final class LoadShedder {
  /** A loop that is late by this much answers hits too late as well: who can wait has to. */
  private static final long LAG_OF_VOD_MILLIS = 250;

  /** Between the two. */
  private static final long LAG_OF_DVR_MILLIS = 500;

  /** A viewer at the live edge has a second in its buffer. */
  private static final long LAG_OF_LIVE_MILLIS = 1_000;

  /** Of the fills that may be: the rest is kept for what is live. */
  private static final double SHARE_OF_VOD = 0.8;

  private static final double SHARE_OF_DVR = 0.9;

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
  Optional<Failure> refusalToHold(Priority priority) {
    return fills.held() > MOST_HELD
        ? Optional.of(new Failure.Shed("this node waits for too much at once", RETRY_AFTER))
        : refusalOfLate(priority);
  }

  /** Why a fill may not begin; empty where it may. */
  Optional<Failure> refusal(Priority priority) {
    return fills.count() > most(priority)
        ? Optional.of(new Failure.Shed("this node fills too much at once", RETRY_AFTER))
        : refusalOfLate(priority);
  }

  /** The same for what is no fill: the source alone says how much of that there may be. */
  Optional<Failure> refusalOfLate(Priority priority) {
    return lagMillis.getAsLong() > patience(priority)
        ? Optional.of(new Failure.Shed("this node is late", RETRY_AFTER))
        : Optional.empty();
  }

  /** The one that is asked about counts: where there may be few, each kind may have one. */
  private double most(Priority priority) {
    return switch (priority) {
      case VOD -> Math.max(1, maxFills * SHARE_OF_VOD);
      case DVR -> Math.max(1, maxFills * SHARE_OF_DVR);
      case LIVE -> maxFills;
    };
  }

  private static long patience(Priority priority) {
    return switch (priority) {
      case VOD -> LAG_OF_VOD_MILLIS;
      case DVR -> LAG_OF_DVR_MILLIS;
      case LIVE -> LAG_OF_LIVE_MILLIS;
    };
  }
}
