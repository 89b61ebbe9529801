package dev.headwater.media.webvtt;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * X-TIMESTAMP-MAP: which moment of the media a time of cues is (draft-pantos-hls-rfc8216bis,
 * section 3.1.4). Immutable.
 *
 * @param mpegTs in ticks of 90 kHz, of 33 bits
 * @param local the time of cues
 */
public record TimestampMap(long mpegTs, Duration local) {
  static final String NAME = "X-TIMESTAMP-MAP";

  /** Ticks a second. */
  private static final long HZ = 90_000;

  /** After which the clock of MPEG-2 begins anew. */
  private static final long WRAP = 1L << 33;

  private static final Pattern MPEG_TS = Pattern.compile("MPEGTS:([0-9]{1,10})");
  private static final Pattern LOCAL = Pattern.compile("LOCAL:([0-9:.]{1,20})");

  public TimestampMap {
    if (mpegTs < 0 || mpegTs >= WRAP || local.isNegative()) {
      throw new IllegalArgumentException(
          "%s: MPEGTS %d, LOCAL %s (expected: of 33 bits, not negative)"
              .formatted(NAME, mpegTs, local));
    }
  }

  /** Of a place of the media, in its own time. */
  public static TimestampMap of(Duration place, Duration local) {
    long nanos = place.toNanosPart();
    long ticks = Math.floorMod(place.toSeconds(), WRAP) * HZ + nanos * HZ / 1_000_000_000;
    return new TimestampMap(Math.floorMod(ticks, WRAP), local);
  }

  /** Empty where it isn't one. */
  static Optional<TimestampMap> parse(String value) {
    Optional<Long> ticks = Optional.empty();
    Optional<Duration> time = Optional.empty();
    for (String part : value.split(",", -1)) {
      Matcher mpegTs = MPEG_TS.matcher(part.strip());
      Matcher local = LOCAL.matcher(part.strip());
      if (mpegTs.matches()) {
        ticks = Optional.of(Long.parseLong(mpegTs.group(1)));
      } else if (local.matches()) {
        time = Timestamp.parse(local.group(1));
      }
    }
    Optional<Duration> at = time;
    return ticks
        .filter(count -> count < WRAP)
        .flatMap(count -> at.map(start -> new TimestampMap(count, start)));
  }

  /**
   * Which place of the media a time of cues is: the one that is nearest to another place, since the
   * clock begins anew after a day.
   */
  public Duration place(Duration time, Duration near) {
    Duration once = ofTicks(mpegTs).plus(time).minus(local);
    long turns = Math.round((double) near.minus(once).toMillis() / ofTicks(WRAP).toMillis());
    return once.plus(ofTicks(WRAP).multipliedBy(turns));
  }

  private static Duration ofTicks(long ticks) {
    return Duration.ofSeconds(ticks / HZ).plusNanos(ticks % HZ * 1_000_000_000 / HZ);
  }

  @Override
  public String toString() {
    return "%s=MPEGTS:%d,LOCAL:%s".formatted(NAME, mpegTs, Timestamp.write(local));
  }
}
