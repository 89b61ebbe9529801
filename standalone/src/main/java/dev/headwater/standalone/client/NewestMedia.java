package dev.headwater.standalone.client;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the media of a live playlist goes, by its own dates. Immutable.
 *
 * @param end of its newest part, or segment where it has no parts
 * @param patience without anything new, after which it has stalled
 */
record NewestMedia(Instant end, Duration patience) {
  private static final Pattern TAG =
      Pattern.compile(
          "#(EXT-X-PROGRAM-DATE-TIME:|EXTINF:|EXT-X-PART:.*?DURATION=|EXT-X-TARGETDURATION:)([^,]+).*");

  /** With parts, each a third of a second. */
  private static final Duration PATIENCE_WITH_PARTS = Duration.ofSeconds(3);

  /** Empty where it has no media, or tells no dates. */
  static Optional<NewestMedia> in(String playlist) {
    Reading reading = new Reading();
    playlist.lines().map(TAG::matcher).filter(Matcher::matches).forEach(reading::add);
    return reading.end().map(end -> new NewestMedia(end, reading.patience()));
  }

  /** What was read up to some line. Confined to one thread. */
  private static final class Reading {
    private @Nullable Instant at;
    private double partSeconds;
    private boolean hasParts;
    private long targetSeconds;

    void add(Matcher tag) {
      String value = tag.group(2);
      switch (tag.group(1).substring(0, tag.group(1).indexOf(':'))) {
        case "EXT-X-PROGRAM-DATE-TIME" -> at = OffsetDateTime.parse(value).toInstant();
        case "EXTINF" -> segment(Double.parseDouble(value));
        case "EXT-X-PART" -> part(Double.parseDouble(value));
        default -> targetSeconds = Long.parseLong(value);
      }
    }

    /** Its parts came before it. */
    private void segment(double seconds) {
      at = at == null ? null : after(at, seconds);
      partSeconds = 0;
    }

    private void part(double seconds) {
      hasParts = true;
      partSeconds += seconds;
    }

    private Optional<Instant> end() {
      return Optional.ofNullable(at).map(date -> after(date, partSeconds));
    }

    private Duration patience() {
      return hasParts ? PATIENCE_WITH_PARTS : Duration.ofSeconds(2 * targetSeconds);
    }

    private static Instant after(Instant date, double seconds) {
      return date.plusNanos((long) (seconds * 1e9));
    }
  }
}
