package dev.headwater.control.account.throttle;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.time.InstantSource;

/** A clock as Bucket4j asks it: wall time, since instances compare it. Immutable. */
record WallClock(InstantSource clock) implements TimeMeter {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  @Override
  public long currentTimeNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
