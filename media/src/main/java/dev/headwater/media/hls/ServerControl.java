package dev.headwater.media.hls;

import java.time.Duration;
import java.util.Optional;

/**
 * EXT-X-SERVER-CONTROL: which delivery directives the server knows, and how far from the end to
 * play (draft-pantos-hls-rfc8216bis, section 4.4.3.8). Immutable.
 *
 * @param canSkipUntil CAN-SKIP-UNTIL: the skip boundary, how far from the end a delta update begins
 * @param canSkipDateRanges CAN-SKIP-DATERANGES: delta updates can skip date ranges too
 * @param holdBack HOLD-BACK: distance from the end of the playlist
 * @param partHoldBack PART-HOLD-BACK: likewise, for who plays partial segments
 * @param canBlockReload CAN-BLOCK-RELOAD: a request can wait for a playlist that isn't there yet
 */
public record ServerControl(
    Optional<Duration> canSkipUntil,
    boolean canSkipDateRanges,
    Optional<Duration> holdBack,
    Optional<Duration> partHoldBack,
    boolean canBlockReload) {
  /** Of the target duration, at least: section 4.4.3.8. */
  private static final int SKIP_TARGETS = 6;

  private static final int HOLD_BACK_TARGETS = 3;

  /** Of the part target duration. */
  private static final int PART_HOLD_BACK_TARGETS = 2;

  public ServerControl {
    Syntax.require(
        !canSkipDateRanges || canSkipUntil.isPresent(),
        "CAN-SKIP-DATERANGES: YES (expected: only beside CAN-SKIP-UNTIL)");
    canSkipUntil.ifPresent(value -> Syntax.notNegative("CAN-SKIP-UNTIL", value));
    holdBack.ifPresent(value -> Syntax.notNegative("HOLD-BACK", value));
    partHoldBack.ifPresent(value -> Syntax.notNegative("PART-HOLD-BACK", value));
  }

  /** A server that blocks reloads. */
  public static ServerControl blocking() {
    return new ServerControl(Optional.empty(), false, Optional.empty(), Optional.empty(), true);
  }

  public ServerControl withPartHoldBack(Duration newPartHoldBack) {
    return new ServerControl(
        canSkipUntil, canSkipDateRanges, holdBack, Optional.of(newPartHoldBack), canBlockReload);
  }

  public ServerControl withHoldBack(Duration newHoldBack) {
    return new ServerControl(
        canSkipUntil, canSkipDateRanges, Optional.of(newHoldBack), partHoldBack, canBlockReload);
  }

  public ServerControl withCanSkipUntil(Duration boundary, boolean alsoDateRanges) {
    return new ServerControl(
        Optional.of(boundary), alsoDateRanges, holdBack, partHoldBack, canBlockReload);
  }

  /** Whether it has any attribute: a tag without one can't be written. */
  boolean saysSomething() {
    return canBlockReload
        || canSkipUntil.isPresent()
        || holdBack.isPresent()
        || partHoldBack.isPresent();
  }

  void checkTargets(Duration target, Optional<Duration> partTarget) {
    atLeast("CAN-SKIP-UNTIL", canSkipUntil, SKIP_TARGETS, "target durations", target);
    atLeast("HOLD-BACK", holdBack, HOLD_BACK_TARGETS, "target durations", target);
    partTarget.ifPresent(part ->
        atLeast(
            "PART-HOLD-BACK", partHoldBack, PART_HOLD_BACK_TARGETS, "part target durations", part));
  }

  private static void atLeast(
      String name, Optional<Duration> value, int count, String of, Duration each) {
    Syntax.require(
        value.isEmpty() || value.get().compareTo(each.multipliedBy(count)) >= 0,
        () ->
            "%s: %s (expected: at least %d %s of %s)"
                .formatted(name, value.orElseThrow(), count, of, each));
  }
}
