package dev.headwater.media.hls;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collects the tags of one segment until its URI comes. Confined to one thread. */
final class SegmentParser {
  /** ISO 8601 with a zone, whose colon may be left out, as ffmpeg does. */
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private final Map<Tag, Line.Tagged> tags = new EnumMap<>(Tag.class);
  private final Optional<MediaSegment> previous;
  private Optional<MediaMap> map;
  private List<MediaKey> keys;

  private SegmentParser(Optional<MediaSegment> previous) {
    this.previous = previous;
    this.map = previous.flatMap(MediaSegment::map);
    this.keys = previous.map(MediaSegment::keys).orElse(List.of());
  }

  static SegmentParser first() {
    return new SegmentParser(Optional.empty());
  }

  /** What applies to the one before applies until another one comes. */
  static SegmentParser after(MediaSegment previous) {
    return new SegmentParser(Optional.of(previous));
  }

  void tag(Line.Tagged line) throws PlaylistException {
    if (line.tag() == Tag.MAP) {
      map = Optional.of(map(line, keys));
    } else if (line.tag() == Tag.KEY) {
      keys = KeyParser.apply(line, keys);
    } else if (tags.put(line.tag(), line) != null) {
      throw line.unexpected("at most one for each segment");
    }
  }

  /** That no tag awaits a segment that doesn't come. */
  void requireNothingAwaiting() throws PlaylistException {
    for (Line.Tagged line : tags.values()) {
      throw line.unexpected("a segment after it");
    }
  }

  MediaSegment finish(Line.Uri uri) throws PlaylistException {
    Line.Tagged extinf = tags.get(Tag.EXTINF);
    if (extinf == null) {
      throw PlaylistException.of(uri.number(), "URI", uri.text(), "after EXTINF");
    }
    int comma = extinf.value().indexOf(',');
    if (comma < 0) {
      throw extinf.unexpected("duration,title with a comma even without a title");
    }
    MediaSegment timed =
        MediaSegment.of(uri.text(), Numbers.seconds(extinf, extinf.value().substring(0, comma)));
    return new MediaSegment(
        timed.uri(),
        timed.duration(),
        extinf.value().substring(comma + 1),
        byteRange(uri),
        flag(Tag.DISCONTINUITY),
        keys,
        map,
        programDateTime(),
        flag(Tag.GAP));
  }

  private static MediaMap map(Line.Tagged line, List<MediaKey> keys) throws PlaylistException {
    AttributeList attributes = AttributeList.of(line);
    String uri = attributes.requiredQuoted("URI");
    Optional<String> range = attributes.quoted("BYTERANGE");
    Optional<ByteRange> byteRange =
        range.isPresent() ? Optional.of(Numbers.byteRange(line, range.get())) : Optional.empty();
    return Checked.at(line, () -> new MediaMap(uri, byteRange, keys));
  }

  /** Section 4.4.4.2: one without an offset goes on where a part of the same resource ended. */
  private Optional<ByteRange> byteRange(Line.Uri uri) throws PlaylistException {
    Line.Tagged line = tags.get(Tag.BYTERANGE);
    if (line == null) {
      return Optional.empty();
    }
    ByteRange range = Numbers.byteRange(line, line.value());
    boolean goesOn =
        previous
            .filter(segment -> segment.uri().equals(uri.text()))
            .flatMap(MediaSegment::byteRange)
            .isPresent();
    if (range.offset().isEmpty() && !goesOn) {
      throw line.unexpected("an offset, where no part of the same resource comes before");
    }
    return Optional.of(range);
  }

  private boolean flag(Tag tag) throws PlaylistException {
    Line.Tagged line = tags.get(tag);
    return line != null && CommonTags.present(line);
  }

  private Optional<Instant> programDateTime() throws PlaylistException {
    Line.Tagged line = tags.get(Tag.PROGRAM_DATE_TIME);
    return line == null ? Optional.empty() : Optional.of(instant(line));
  }

  private static Instant instant(Line.Tagged line) throws PlaylistException {
    try {
      return OffsetDateTime.parse(line.value(), DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      PlaylistException refused = line.unexpected("an ISO 8601 date and time with a zone");
      refused.initCause(e);
      throw refused;
    }
  }
}
