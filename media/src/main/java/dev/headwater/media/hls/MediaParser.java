package dev.headwater.media.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses media playlists. Confined to one thread. */
final class MediaParser {
  private final List<MediaSegment> segments = new ArrayList<>();
  private SegmentParser segment = SegmentParser.first();
  private int version = 1;
  private boolean independentSegments;
  private Line.@Nullable Tagged targetDuration;
  private long mediaSequence;
  private long discontinuitySequence;
  private Optional<MediaPlaylist.Type> type = Optional.empty();
  private boolean ended;
  private Optional<Start> start = Optional.empty();
  private final List<DateRange> dateRanges = new ArrayList<>();
  private final LowLatencyParser lowLatency = new LowLatencyParser();

  private MediaParser() {}

  static MediaPlaylist parse(List<Line> lines) throws PlaylistException {
    MediaParser parser = new MediaParser();
    for (Line line : lines) {
      switch (line) {
        case Line.Uri uri -> parser.uri(uri);
        case Line.Tagged tagged -> parser.tag(tagged);
      }
    }
    parser.lowLatency.open(parser.segment.open());
    return parser.playlist(lines.isEmpty() ? 1 : lines.getLast().number());
  }

  private MediaPlaylist playlist(int lastLine) throws PlaylistException {
    if (targetDuration == null) {
      throw PlaylistException.of(lastLine, Tag.TARGETDURATION.text(), "none", "one");
    }
    int targetDurationSeconds = CommonTags.small(targetDuration);
    LowLatency finished = lowLatency.finish();
    return Checked.at(
        targetDuration,
        () ->
            new MediaPlaylist(
                version,
                independentSegments,
                targetDurationSeconds,
                mediaSequence,
                discontinuitySequence,
                type,
                segments,
                ended,
                start,
                dateRanges,
                finished));
  }

  private void uri(Line.Uri uri) throws PlaylistException {
    MediaSegment last = segment.finish(uri);
    segments.add(last);
    segment = SegmentParser.after(last);
  }

  private void tag(Line.Tagged line) throws PlaylistException {
    switch (line.tag()) {
      case VERSION -> version = CommonTags.version(line);
      case INDEPENDENT_SEGMENTS -> independentSegments = CommonTags.present(line);
      case TARGETDURATION -> targetDuration = line;
      case MEDIA_SEQUENCE -> mediaSequence = beforeSegments(line);
      case DISCONTINUITY_SEQUENCE -> discontinuitySequence = beforeSegments(line);
      case PLAYLIST_TYPE -> type = Optional.of(type(line));
      case ENDLIST -> ended = CommonTags.present(line);
      case START -> start = Optional.of(LowLatencyParser.start(line));
      case DATERANGE -> dateRanges.add(DateRangeParser.parse(line));
      case PART_INF, SERVER_CONTROL, PRELOAD_HINT, RENDITION_REPORT -> lowLatency.tag(line);
      case SKIP -> {
        requireNoSegments(line);
        lowLatency.tag(line);
      }
      case EXTINF, BYTERANGE, DISCONTINUITY, KEY, MAP, PROGRAM_DATE_TIME, GAP, PART ->
          segment.tag(line);
      case MEDIA, STREAM_INF -> throw line.unexpected("only in a multivariant playlist");
    }
  }

  private long beforeSegments(Line.Tagged line) throws PlaylistException {
    requireNoSegments(line);
    return CommonTags.integer(line);
  }

  private void requireNoSegments(Line.Tagged line) throws PlaylistException {
    if (!segments.isEmpty()) {
      throw line.unexpected("before the first segment");
    }
  }

  private static MediaPlaylist.Type type(Line.Tagged line) throws PlaylistException {
    return switch (line.value()) {
      case "EVENT" -> MediaPlaylist.Type.EVENT;
      case "VOD" -> MediaPlaylist.Type.VOD;
      default -> throw line.unexpected("EVENT or VOD");
    };
  }
}
