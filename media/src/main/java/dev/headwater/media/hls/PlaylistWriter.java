package dev.headwater.media.hls;

import java.math.BigDecimal;
import java.util.Optional;

/** Writes playlists: equal values give equal text. Confined to one thread. */
final class PlaylistWriter {
  private final PlaylistText text = new PlaylistText();

  private PlaylistWriter() {}

  static String write(MultivariantPlaylist playlist) {
    PlaylistWriter writer = new PlaylistWriter();
    writer.begin(playlist);
    playlist.renditions().forEach(writer::rendition);
    playlist.variants().forEach(writer::variant);
    return writer.text.toString();
  }

  static String write(MediaPlaylist playlist) {
    PlaylistWriter writer = new PlaylistWriter();
    writer.beforeSegments(playlist);
    SegmentWriter segments = new SegmentWriter(writer.text);
    playlist.segments().forEach(segments::append);
    playlist.lowLatency().openSegment().ifPresent(segments::append);
    writer.afterSegments(playlist);
    return writer.text.toString();
  }

  /** What stands before the segments. */
  static String head(MediaPlaylist playlist) {
    PlaylistWriter writer = new PlaylistWriter();
    writer.beforeSegments(playlist);
    return writer.text.toString();
  }

  /** What stands after the segments and the partial segments. */
  static String tail(MediaPlaylist playlist) {
    PlaylistWriter writer = new PlaylistWriter();
    writer.afterSegments(playlist);
    return writer.text.toString();
  }

  private void begin(Playlist playlist) {
    text.line("#EXTM3U").tag(Tag.VERSION, playlist.version());
    text.flag(Tag.INDEPENDENT_SEGMENTS, playlist.independentSegments());
  }

  private void beforeSegments(MediaPlaylist playlist) {
    begin(playlist);
    playlist.start().ifPresent(this::start);
    text.tag(Tag.TARGETDURATION, playlist.targetDurationSeconds());
    LowLatency lowLatency = playlist.lowLatency();
    lowLatency.serverControl().ifPresent(this::serverControl);
    lowLatency
        .partTarget()
        .ifPresent(target -> text.attributes(Tag.PART_INF).seconds("PART-TARGET", target).end());
    text.tag(Tag.MEDIA_SEQUENCE, playlist.mediaSequence());
    if (playlist.discontinuitySequence() > 0) {
      text.tag(Tag.DISCONTINUITY_SEQUENCE, playlist.discontinuitySequence());
    }
    playlist.type().ifPresent(type -> text.tag(Tag.PLAYLIST_TYPE, type));
    playlist.dateRanges().forEach(this::dateRange);
    lowLatency.skip().ifPresent(this::skip);
  }

  private void afterSegments(MediaPlaylist playlist) {
    playlist.lowLatency().preloadHints().forEach(this::preloadHint);
    playlist.lowLatency().renditionReports().forEach(this::renditionReport);
    text.flag(Tag.ENDLIST, playlist.ended());
  }

  private void start(Start start) {
    text.attributes(Tag.START)
        .seconds("TIME-OFFSET", start.timeOffset())
        .flag("PRECISE", start.precise())
        .end();
  }

  private void serverControl(ServerControl control) {
    text.attributes(Tag.SERVER_CONTROL)
        .flag("CAN-BLOCK-RELOAD", control.canBlockReload())
        .seconds("CAN-SKIP-UNTIL", control.canSkipUntil())
        .flag("CAN-SKIP-DATERANGES", control.canSkipDateRanges())
        .seconds("HOLD-BACK", control.holdBack())
        .seconds("PART-HOLD-BACK", control.partHoldBack())
        .end();
  }

  private void dateRange(DateRange range) {
    PlaylistText.Attributes attributes =
        text.attributes(Tag.DATERANGE)
            .quoted("ID", range.id())
            .quoted("CLASS", range.classification())
            .date("START-DATE", range.startDate());
    range.endDate().ifPresent(at -> attributes.date("END-DATE", at));
    attributes
        .seconds("DURATION", range.duration())
        .seconds("PLANNED-DURATION", range.plannedDuration());
    range.others().forEach(attributes::plain);
    attributes.flag("END-ON-NEXT", range.endOnNext()).end();
  }

  private void skip(Skip skip) {
    Optional<String> removed = skip.removedDateRanges().map(ids -> String.join("\t", ids));
    text.attributes(Tag.SKIP)
        .plain("SKIPPED-SEGMENTS", skip.segments())
        .quoted("RECENTLY-REMOVED-DATERANGES", removed)
        .end();
  }

  private void preloadHint(PreloadHint hint) {
    PlaylistText.Attributes attributes =
        text.attributes(Tag.PRELOAD_HINT).plain("TYPE", hint.type()).quoted("URI", hint.uri());
    if (hint.byteRangeStart() > 0) {
      attributes.plain("BYTERANGE-START", hint.byteRangeStart());
    }
    attributes.plain("BYTERANGE-LENGTH", hint.byteRangeLength()).end();
  }

  private void renditionReport(RenditionReport report) {
    text.attributes(Tag.RENDITION_REPORT)
        .quoted("URI", report.uri())
        .plain("LAST-MSN", report.lastMediaSequence())
        .plain("LAST-PART", report.lastPart())
        .end();
  }

  private void rendition(Rendition rendition) {
    text.attributes(Tag.MEDIA)
        .plain("TYPE", rendition.type().text())
        .quoted("GROUP-ID", rendition.groupId())
        .quoted("NAME", rendition.name())
        .quoted("LANGUAGE", rendition.language())
        .flag("DEFAULT", rendition.isDefault())
        .flag("AUTOSELECT", rendition.autoselect())
        .flag("FORCED", rendition.forced())
        .quoted("CHANNELS", rendition.channels())
        .quoted("INSTREAM-ID", rendition.instreamId())
        .quoted("URI", rendition.uri())
        .end();
  }

  private void variant(VariantStream variant) {
    PlaylistText.Attributes attributes =
        text.attributes(Tag.STREAM_INF)
            .plain("BANDWIDTH", variant.bandwidth())
            .plain("AVERAGE-BANDWIDTH", variant.averageBandwidth());
    if (!variant.codecs().isEmpty()) {
      attributes.quoted("CODECS", String.join(",", variant.codecs()));
    }
    variant.resolution().ifPresent(value -> attributes.plain("RESOLUTION", value));
    variant
        .frameRate()
        .map(BigDecimal::toPlainString)
        .ifPresent(value -> attributes.plain("FRAME-RATE", value));
    attributes.quoted("AUDIO", variant.audio()).quoted("SUBTITLES", variant.subtitles()).end();
    text.line(variant.uri());
  }
}
