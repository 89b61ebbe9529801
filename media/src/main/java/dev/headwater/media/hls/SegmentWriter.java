package dev.headwater.media.hls;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Writes consecutive media segments, one by one, as they stand in a playlist. Lines of a segment
 * depend on the segment before it alone: a map or a key is written where it changes. Who keeps them
 * has to write the first segment of a playlist anew, with nothing before it. Confined to one
 * thread.
 */
public final class SegmentWriter {
  private final PlaylistText text;
  private Optional<MediaMap> map = Optional.empty(); // that applies where the text ends
  private List<MediaKey> keys = List.of();

  /** For the first segment of a playlist. */
  public SegmentWriter() {
    this(new PlaylistText());
  }

  SegmentWriter(PlaylistText text) {
    this.text = text;
  }

  /** For the segments after this one. */
  public static SegmentWriter after(MediaSegment previous) {
    SegmentWriter writer = new SegmentWriter();
    writer.map = previous.map();
    writer.keys = previous.keys();
    return writer;
  }

  /** Adds the next segment, after its partial segments. */
  public SegmentWriter append(MediaSegment segment) {
    text.flag(Tag.DISCONTINUITY, segment.discontinuity());
    applies(segment.map(), segment.keys());
    segment.programDateTime().ifPresent(at -> text.tag(Tag.PROGRAM_DATE_TIME, at));
    segment.parts().forEach(this::part);
    text.flag(Tag.GAP, segment.gap());
    segment.byteRange().ifPresent(range -> text.tag(Tag.BYTERANGE, range));
    text.tag(Tag.EXTINF, segment.duration(), "," + segment.title());
    text.line(segment.uri());
    return this;
  }

  /** Adds the partial segments of the one that isn't whole. */
  public SegmentWriter append(OpenSegment segment) {
    text.flag(Tag.DISCONTINUITY, segment.discontinuity());
    applies(segment.map(), segment.keys());
    segment.programDateTime().ifPresent(at -> text.tag(Tag.PROGRAM_DATE_TIME, at));
    segment.parts().forEach(this::part);
    return this;
  }

  /** What was added. */
  public String text() {
    return text.toString();
  }

  private void part(PartialSegment part) {
    text.attributes(Tag.PART)
        .seconds("DURATION", part.duration())
        .quoted("URI", part.uri())
        .flag("INDEPENDENT", part.independent())
        .quoted("BYTERANGE", part.byteRange().map(ByteRange::toString))
        .flag("GAP", part.gap())
        .end();
  }

  private void applies(Optional<MediaMap> nextMap, List<MediaKey> nextKeys) {
    if (!nextMap.equals(map)) {
      map = nextMap;
      map.ifPresent(this::map);
    }
    keys(nextKeys);
  }

  private void map(MediaMap next) {
    keys(next.keys());
    text.attributes(Tag.MAP)
        .quoted("URI", next.uri())
        .quoted("BYTERANGE", next.byteRange().map(ByteRange::toString))
        .end();
  }

  /** That these apply from here on (section 4.4.4.4): a key ends with the next of its KEYFORMAT. */
  private void keys(List<MediaKey> next) {
    if (next.equals(keys)) {
      return;
    }
    boolean oneEnds = keys.stream().anyMatch(key -> next.stream().noneMatch(sameFormat(key)));
    if (oneEnds) {
      text.tag(Tag.KEY, "METHOD=NONE");
      keys = List.of();
    }
    next.stream().filter(key -> !keys.contains(key)).forEach(this::key);
    keys = next;
  }

  private static Predicate<MediaKey> sameFormat(MediaKey key) {
    return other -> other.keyFormat().equals(key.keyFormat());
  }

  private void key(MediaKey key) {
    PlaylistText.Attributes attributes =
        text.attributes(Tag.KEY).plain("METHOD", key.method().text()).quoted("URI", key.uri());
    key.initializationVector().ifPresent(vector -> attributes.plain("IV", "0x" + vector));
    if (!key.keyFormat().equals(MediaKey.IDENTITY)) {
      attributes.quoted("KEYFORMAT", key.keyFormat());
    }
    attributes.quoted("KEYFORMATVERSIONS", key.keyFormatVersions()).end();
  }
}
