package dev.headwater.edge.request;

import dev.headwater.platform.channel.Latency;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of a channel's time that a playlist is asked for, widened to whole grains: who asks
 * for about the same asks for the same resource. Immutable.
 *
 * @param from where it begins
 * @param to where it ends; empty where it goes on with the channel
 */
public record Window(Instant from, Optional<Instant> to) {
  static final String FROM = "from";
  static final String TO = "to";

  /** The longest target duration there is: no playlist is rounded finer than to its segments. */
  public static final int GRAIN_SECONDS =
      Arrays.stream(Latency.values()).mapToInt(Latency::targetDurationSeconds).max().orElseThrow();

  /** Of the year 9999, after which RFC 3339 has no times. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /**
   * What is wished for; empty where nothing is.
   *
   * @throws IllegalArgumentException with a sentence for the client, where one has no such value
   */
  static Optional<Window> of(Map<String, String> wishes) {
    String begin = wishes.get(FROM);
    String end = wishes.get(TO);
    if (begin == null) {
      if (end != null) {
        throw new IllegalArgumentException(TO + " without " + FROM);
      }
      return Optional.empty();
    }
    Instant from = instant(FROM, begin);
    Instant to = end == null ? null : instant(TO, end);
    if (to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: before %s, %s)".formatted(FROM, from, TO, to));
    }
    return Optional.of(new Window(floor(from), Optional.ofNullable(to).map(Window::ceiling)));
  }

  /** Whether a key names one. */
  public static boolean isIn(String key) {
    return key.contains("?" + FROM + "=");
  }

  private static Instant floor(Instant at) {
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), GRAIN_SECONDS) * GRAIN_SECONDS);
  }

  private static Instant ceiling(Instant at) {
    Instant floor = floor(at);
    return floor.equals(at) ? floor : floor.plusSeconds(GRAIN_SECONDS);
  }

  private static Instant instant(String name, String text) {
    Instant at = parsed(text);
    if (at == null || at.getEpochSecond() < 0 || at.getEpochSecond() > LAST_SECOND) {
      throw new IllegalArgumentException(
          name
              + ": '"
              + text
              + "' (expected: a time such as 2026-03-01T12:00:00Z, or Unix seconds)");
    }
    return at;
  }

  private static @Nullable Instant parsed(String text) {
    if (text.matches("[0-9]{1,12}")) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    try {
      // A plus sign is one here: a form would mean a space by it, which no time has.
      String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      return OffsetDateTime.parse(plain).toInstant();
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  /** As the query of a URI has it: one form for each window. */
  Stream<String> wishes() {
    return Stream.concat(
        Stream.of(FROM + "=" + from.getEpochSecond()),
        to.stream().map(end -> TO + "=" + end.getEpochSecond()));
  }

  /** What follows the path of a playlist's URI. */
  public String query() {
    return "?" + String.join("&", wishes().toList());
  }
}
