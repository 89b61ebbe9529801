package dev.headwater.media.dash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * MPD: a presentation (ISO/IEC 23009-1, section 5.3.1). Immutable.
 *
 * @param type whether it is all there, or going on
 * @param minBufferTime what a client buffers so that each representation's bandwidth suffices
 * @param maxSegmentDuration no segment is longer
 * @param periods in playing order, at least one, with different ids
 */
public record Mpd(
    Type type, Duration minBufferTime, Duration maxSegmentDuration, List<Period> periods) {

  /** type, with what belongs to it. */
  public sealed interface Type {}

  /**
   * All segments are there.
   *
   * @param duration mediaPresentationDuration
   */
  public record Static(Duration duration) implements Type {}

  /**
   * Segments come and go.
   *
   * @param availabilityStartTime what period starts are counted from
   * @param publishTime when the MPD was made
   * @param update how the presentation goes on
   * @param timeShiftBufferDepth for how long segments are there; for ever, if absent
   * @param suggestedPresentationDelay how far behind the live edge to play
   * @param utcTiming where clients find the time that these times are meant in
   */
  public record Dynamic(
      Instant availabilityStartTime,
      Instant publishTime,
      Update update,
      Optional<Duration> timeShiftBufferDepth,
      Optional<Duration> suggestedPresentationDelay,
      Optional<UtcTiming> utcTiming)
      implements Type {
    /** One without what is optional. */
    public static Dynamic of(Instant availabilityStartTime, Instant publishTime, Update update) {
      return new Dynamic(
          availabilityStartTime,
          publishTime,
          update,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** How a dynamic presentation goes on (section 5.4). */
  public sealed interface Update {}

  /**
   * There will be other MPDs.
   *
   * @param minimumUpdatePeriod each is good for that long, at least
   */
  public record Going(Duration minimumUpdatePeriod) implements Update {}

  /**
   * This is the last MPD.
   *
   * @param duration mediaPresentationDuration
   */
  public record Ending(Duration duration) implements Update {}

  public Mpd {
    periods = List.copyOf(periods);
    if (periods.isEmpty()) {
      throw new IllegalArgumentException("periods: 0 (expected: at least 1)");
    }
    checkOrder(periods);
  }

  /** A presentation that is all there, in one period. */
  public static Mpd whole(
      Duration duration,
      Duration minBufferTime,
      Duration maxSegmentDuration,
      List<AdaptationSet> adaptationSets) {
    return new Mpd(
        new Static(duration),
        minBufferTime,
        maxSegmentDuration,
        List.of(new Period("0", Duration.ZERO, adaptationSets)));
  }

  private static void checkOrder(List<Period> periods) {
    for (int i = 1; i < periods.size(); i++) {
      Period before = periods.get(i - 1);
      Period period = periods.get(i);
      if (period.start().compareTo(before.start()) <= 0) {
        throw new IllegalArgumentException(
            "period start: %s (expected: after %s)".formatted(period.start(), before.start()));
      }
    }
    long ids = periods.stream().map(Period::id).distinct().count();
    if (ids < periods.size()) {
      throw new IllegalArgumentException(
          "period ids: %d (expected: %d different ones)".formatted(ids, periods.size()));
    }
  }

  /** The MPD file, as UTF-8 text. */
  public String text() {
    return MpdWriter.write(this);
  }
}
