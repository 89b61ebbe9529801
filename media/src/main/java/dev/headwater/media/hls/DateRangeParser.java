package dev.headwater.media.hls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Reads EXT-X-DATERANGE (draft-pantos-hls-rfc8216bis, section 4.4.5.1). */
final class DateRangeParser {
  private DateRangeParser() {}

  static DateRange parse(Line.Tagged line) throws PlaylistException {
    AttributeList attributes = AttributeList.of(line);
    String id = attributes.requiredQuoted("ID");
    Optional<String> classification = attributes.quoted("CLASS");
    Instant startDate = attributes.requiredDate("START-DATE");
    Optional<Instant> endDate = attributes.date("END-DATE");
    Optional<Duration> duration = attributes.seconds("DURATION");
    Optional<Duration> planned = attributes.seconds("PLANNED-DURATION");
    boolean endOnNext = attributes.flag("END-ON-NEXT");
    SortedMap<String, String> others = attributes.othersThan(DateRange.NAMES);
    return Checked.at(
        line,
        () ->
            new DateRange(
                id, classification, startDate, endDate, duration, planned, endOnNext, others));
  }
}
