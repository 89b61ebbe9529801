package dev.headwater.media.hls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the tags of one segment until its URI comes. Confined to one thread. */
final class SegmentParser {
  /** What applies to the first part too, so that it stands before it: section 4.4.4.9. */
  private static final Set<Tag> BEFORE_PARTS =
      EnumSet.of(Tag.DISCONTINUITY, Tag.KEY, Tag.MAP, Tag.PROGRAM_DATE_TIME);

  private final Map<Tag, Line.Tagged> tags = new EnumMap<>(Tag.class);
  private final Optional<MediaSegment> previous;
  private Optional<MediaMap> map;
  private List<MediaKey> keys;
  private final List<PartialSegment> parts = new ArrayList<>();

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
    if (!parts.isEmpty() && BEFORE_PARTS.contains(line.tag())) {
      throw line.unexpected("before the first EXT-X-PART of its segment");
    }
    if (line.tag() == Tag.PART) {
      parts.add(part(line));
    } else if (line.tag() == Tag.MAP) {
      map = Optional.of(map(line, keys));
    } else if (line.tag() == Tag.KEY) {
      keys = KeyParser.apply(line, keys);
    } else if (tags.put(line.tag(), line) != null) {
      throw line.unexpected("at most one for each segment");
    }
  }

  /** What is there of a segment whose URI doesn't come: parts, and what applies to them. */
  Optional<OpenSegment> open() throws PlaylistException {
    for (Line.Tagged line : tags.values()) {
      if (parts.isEmpty() || !BEFORE_PARTS.contains(line.tag())) {
        throw line.unexpected("a segment after it");
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OpenSegment(parts, flag(Tag.DISCONTINUITY), keys, map, programDateTime()));
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
        flag(Tag.GAP),
        parts);
  }

  private static MediaMap map(Line.Tagged line, List<MediaKey> keys) throws PlaylistException {
    AttributeList attributes = AttributeList.of(line);
    String uri = attributes.requiredQuoted("URI");
    Optional<ByteRange> byteRange = attributes.byteRange("BYTERANGE");
    return Checked.at(line, () -> new MediaMap(uri, byteRange, keys));
  }

  /** Section 4.4.4.9: a range without an offset goes on where the part before it ended. */
  private PartialSegment part(Line.Tagged line) throws PlaylistException {
    AttributeList attributes = AttributeList.of(line);
    String uri = attributes.requiredQuoted("URI");
    Duration duration = attributes.requiredSeconds("DURATION");
    boolean independent = attributes.flag("INDEPENDENT");
    Optional<ByteRange> byteRange = attributes.byteRange("BYTERANGE");
    boolean gap = attributes.flag("GAP");
    boolean goesOn =
        !parts.isEmpty()
            && parts.getLast().uri().equals(uri)
            && parts.getLast().byteRange().isPresent();
    if (byteRange.isPresent() && byteRange.get().offset().isEmpty() && !goesOn) {
      throw line.unexpected("an offset, where no part of the same resource comes before");
    }
    return Checked.at(line, () -> new PartialSegment(uri, duration, independent, byteRange, gap));
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
    return line == null
        ? Optional.empty()
        : Optional.of(Moment.read(line, line.tag().text(), line.value()));
  }
}
