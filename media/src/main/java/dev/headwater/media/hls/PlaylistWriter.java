package dev.headwater.media.hls;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes playlists: equal values give equal text. Confined to one thread. */
final class PlaylistWriter {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder("#EXTM3U\n");
  private List<MediaKey> keys = List.of(); // that apply where the text ends

  private PlaylistWriter(Playlist playlist) {
    tag(Tag.VERSION, playlist.version());
    flag(Tag.INDEPENDENT_SEGMENTS, playlist.independentSegments());
  }

  static String write(MultivariantPlaylist playlist) {
    PlaylistWriter writer = new PlaylistWriter(playlist);
    playlist.renditions().forEach(writer::rendition);
    playlist.variants().forEach(writer::variant);
    return writer.text.toString();
  }

  static String write(MediaPlaylist playlist) {
    PlaylistWriter writer = new PlaylistWriter(playlist);
    writer.tag(Tag.TARGETDURATION, playlist.targetDurationSeconds());
    writer.tag(Tag.MEDIA_SEQUENCE, playlist.mediaSequence());
    if (playlist.discontinuitySequence() > 0) {
      writer.tag(Tag.DISCONTINUITY_SEQUENCE, playlist.discontinuitySequence());
    }
    playlist.type().ifPresent(type -> writer.tag(Tag.PLAYLIST_TYPE, type));
    writer.segments(playlist.segments());
    writer.flag(Tag.ENDLIST, playlist.ended());
    return writer.text.toString();
  }

  private void rendition(Rendition rendition) {
    Attributes attributes =
        new Attributes()
            .plain("TYPE", rendition.type().text())
            .quoted("GROUP-ID", rendition.groupId())
            .quoted("NAME", rendition.name())
            .quoted("LANGUAGE", rendition.language())
            .flag("DEFAULT", rendition.isDefault())
            .flag("AUTOSELECT", rendition.autoselect())
            .flag("FORCED", rendition.forced())
            .quoted("CHANNELS", rendition.channels())
            .quoted("INSTREAM-ID", rendition.instreamId())
            .quoted("URI", rendition.uri());
    tag(Tag.MEDIA, attributes);
  }

  private void variant(VariantStream variant) {
    Attributes attributes = new Attributes().plain("BANDWIDTH", variant.bandwidth());
    variant.averageBandwidth().ifPresent(value -> attributes.plain("AVERAGE-BANDWIDTH", value));
    if (!variant.codecs().isEmpty()) {
      attributes.quoted("CODECS", String.join(",", variant.codecs()));
    }
    variant.resolution().ifPresent(value -> attributes.plain("RESOLUTION", value));
    variant
        .frameRate()
        .map(BigDecimal::toPlainString)
        .ifPresent(value -> attributes.plain("FRAME-RATE", value));
    attributes.quoted("AUDIO", variant.audio()).quoted("SUBTITLES", variant.subtitles());
    tag(Tag.STREAM_INF, attributes);
    line(variant.uri());
  }

  private void segments(Iterable<MediaSegment> segments) {
    Optional<MediaMap> map = Optional.empty();
    for (MediaSegment segment : segments) {
      flag(Tag.DISCONTINUITY, segment.discontinuity());
      if (!segment.map().equals(map)) {
        map = segment.map();
        map.ifPresent(this::map);
      }
      keys(segment.keys());
      segment(segment);
    }
  }

  /** That these apply from here on (section 4.4.4.4): a key ends with the next of its KEYFORMAT. */
  private void keys(List<MediaKey> next) {
    if (next.equals(keys)) {
      return;
    }
    boolean oneEnds = keys.stream().anyMatch(key -> next.stream().noneMatch(sameFormat(key)));
    if (oneEnds) {
      tag(Tag.KEY, "METHOD=NONE");
      keys = List.of();
    }
    next.stream().filter(key -> !keys.contains(key)).forEach(this::key);
    keys = next;
  }

  private static Predicate<MediaKey> sameFormat(MediaKey key) {
    return other -> other.keyFormat().equals(key.keyFormat());
  }

  private void key(MediaKey key) {
    Attributes attributes =
        new Attributes().plain("METHOD", key.method().text()).quoted("URI", key.uri());
    key.initializationVector().ifPresent(vector -> attributes.plain("IV", "0x" + vector));
    if (!key.keyFormat().equals(MediaKey.IDENTITY)) {
      attributes.quoted("KEYFORMAT", key.keyFormat());
    }
    tag(Tag.KEY, attributes.quoted("KEYFORMATVERSIONS", key.keyFormatVersions()));
  }

  private void map(MediaMap map) {
    keys(map.keys());
    Attributes attributes = new Attributes().quoted("URI", map.uri());
    tag(Tag.MAP, attributes.quoted("BYTERANGE", map.byteRange().map(ByteRange::toString)));
  }

  private void segment(MediaSegment segment) {
    segment.programDateTime().ifPresent(at -> tag(Tag.PROGRAM_DATE_TIME, dateTime(at)));
    flag(Tag.GAP, segment.gap());
    segment.byteRange().ifPresent(range -> tag(Tag.BYTERANGE, range));
    tag(Tag.EXTINF, seconds(segment.duration()) + "," + segment.title());
    line(segment.uri());
  }

  private static String dateTime(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  /** Exact to the nanosecond, without zeros at the end: {@code 4}, {@code 3.999583333}. */
  private static String seconds(Duration duration) {
    BigDecimal nanos = BigDecimal.valueOf(duration.getNano(), 9);
    BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(nanos);
    return seconds.stripTrailingZeros().toPlainString();
  }

  private void tag(Tag tag, Object value) {
    line("#" + tag.text() + ":" + value);
  }

  private void flag(Tag tag, boolean present) {
    if (present) {
      line("#" + tag.text());
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** An attribute list (section 4.2). */
  private static final class Attributes {
    private final StringBuilder list = new StringBuilder();

    Attributes plain(String name, Object value) {
      list.append(list.isEmpty() ? "" : ",").append(name).append('=').append(value);
      return this;
    }

    Attributes quoted(String name, String value) {
      return plain(name, '"' + value + '"');
    }

    Attributes quoted(String name, Optional<String> value) {
      return value.isPresent() ? quoted(name, value.get()) : this;
    }

    /** Written only where it says YES: the absence of these says NO. */
    Attributes flag(String name, boolean value) {
      return value ? plain(name, "YES") : this;
    }

    @Override
    public String toString() {
      return list.toString();
    }
  }
}
