package dev.headwater.media.hls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * EXT-X-DATERANGE: a range of time with what is said of it (draft-pantos-hls-rfc8216bis, section
 * 4.4.5.1). Immutable.
 *
 * @param id ID: unique in the playlist
 * @param classification CLASS: what ranges have in common
 * @param startDate START-DATE, cut to the millisecond
 * @param endDate END-DATE, cut to the millisecond
 * @param duration DURATION
 * @param plannedDuration PLANNED-DURATION: what is expected, where the duration isn't known yet
 * @param endOnNext END-ON-NEXT: it ends where the next of its class begins
 * @param others all other attributes, such as SCTE35-OUT and those beginning with X-, by name: as
 *     they are written, in quotation marks or without
 */
public record DateRange(
    String id,
    Optional<String> classification,
    Instant startDate,
    Optional<Instant> endDate,
    Optional<Duration> duration,
    Optional<Duration> plannedDuration,
    boolean endOnNext,
    SortedMap<String, String> others) {
  /** Attributes that have a component of their own. */
  static final Set<String> NAMES =
      Set.of(
          "ID", "CLASS", "START-DATE", "END-DATE", "DURATION", "PLANNED-DURATION", "END-ON-NEXT");

  private static final Pattern NAME = Pattern.compile("[A-Z0-9-]+");
  private static final Pattern VALUE = Pattern.compile("\"[^\"]*+\"|[^\",\\s]++");

  public DateRange {
    startDate = startDate.truncatedTo(ChronoUnit.MILLIS);
    endDate = endDate.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    Syntax.quotable("ID", id);
    classification.ifPresent(value -> Syntax.quotable("CLASS", value));
    duration.ifPresent(value -> Syntax.notNegative("DURATION", value));
    plannedDuration.ifPresent(value -> Syntax.notNegative("PLANNED-DURATION", value));
    others.forEach(DateRange::checkOther);
    checkEnd(startDate, endDate);
    Syntax.require(
        !endOnNext || (classification.isPresent() && endDate.isEmpty() && duration.isEmpty()),
        "END-ON-NEXT: YES (expected: with CLASS, and without END-DATE and DURATION)");
  }

  /** One without an end. */
  public static DateRange of(String id, Instant startDate) {
    return new DateRange(
        id,
        Optional.empty(),
        startDate,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Collections.emptySortedMap());
  }

  public DateRange withClassification(String newClassification) {
    return new DateRange(
        id,
        Optional.of(newClassification),
        startDate,
        endDate,
        duration,
        plannedDuration,
        endOnNext,
        others);
  }

  public DateRange withDuration(Duration newDuration) {
    return new DateRange(
        id,
        classification,
        startDate,
        endDate,
        Optional.of(newDuration),
        plannedDuration,
        endOnNext,
        others);
  }

  public DateRange withOthers(Map<String, String> newOthers) {
    return new DateRange(
        id,
        classification,
        startDate,
        endDate,
        duration,
        plannedDuration,
        endOnNext,
        new TreeMap<>(newOthers));
  }

  private static void checkEnd(Instant start, Optional<Instant> end) {
    Syntax.require(
        end.isEmpty() || !end.get().isBefore(start),
        () -> "END-DATE: " + end.orElseThrow() + " (expected: not before " + start + ")");
  }

  private static void checkOther(String name, String value) {
    Syntax.require(
        NAME.matcher(name).matches() && !NAMES.contains(name),
        () -> "attribute: " + name + " (expected: letters, digits, hyphens, and no known one)");
    Syntax.line(name, value);
    Syntax.require(
        VALUE.matcher(value).matches(),
        () -> name + ": " + value + " (expected: a quoted string, a number or a word)");
  }
}
