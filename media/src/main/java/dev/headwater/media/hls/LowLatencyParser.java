package dev.headwater.media.hls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Collects the tags of low latency and of delta updates. Confined to one thread. */
final class LowLatencyParser {
  private Line.@Nullable Tagged first; // the one that errors of several together are told at
  private Optional<ServerControl> serverControl = Optional.empty();
  private Optional<Duration> partTarget = Optional.empty();
  private Optional<Skip> skip = Optional.empty();
  private Optional<OpenSegment> openSegment = Optional.empty();
  private final List<PreloadHint> preloadHints = new ArrayList<>();
  private final List<RenditionReport> renditionReports = new ArrayList<>();

  void tag(Line.Tagged line) throws PlaylistException {
    first = first == null ? line : first;
    AttributeList attributes = AttributeList.of(line);
    switch (line.tag()) {
      case SERVER_CONTROL -> serverControl = Optional.of(serverControl(line, attributes));
      case PART_INF -> partTarget = Optional.of(attributes.requiredSeconds("PART-TARGET"));
      case SKIP -> skip = Optional.of(skip(line, attributes));
      case PRELOAD_HINT -> preloadHint(line, attributes).ifPresent(preloadHints::add);
      case RENDITION_REPORT -> renditionReports.add(renditionReport(line, attributes));
      default -> throw new IllegalArgumentException("tag: " + line.tag());
    }
  }

  void open(Optional<OpenSegment> segment) {
    openSegment = segment;
  }

  LowLatency finish() throws PlaylistException {
    return Checked.at(
        first == null ? 1 : first.number(),
        () ->
            new LowLatency(
                serverControl, partTarget, skip, openSegment, preloadHints, renditionReports));
  }

  /** Section 4.4.2.2: the one number of a playlist that may be negative. */
  static Start start(Line.Tagged line) throws PlaylistException {
    AttributeList attributes = AttributeList.of(line);
    String text = attributes.requiredPlain("TIME-OFFSET");
    boolean negative = text.startsWith("-");
    Duration length = Numbers.seconds(line, "TIME-OFFSET", negative ? text.substring(1) : text);
    return new Start(negative ? length.negated() : length, attributes.flag("PRECISE"));
  }

  private static ServerControl serverControl(Line.Tagged line, AttributeList attributes)
      throws PlaylistException {
    Optional<Duration> canSkipUntil = attributes.seconds("CAN-SKIP-UNTIL");
    boolean canSkipDateRanges = attributes.flag("CAN-SKIP-DATERANGES");
    Optional<Duration> holdBack = attributes.seconds("HOLD-BACK");
    Optional<Duration> partHoldBack = attributes.seconds("PART-HOLD-BACK");
    boolean canBlockReload = attributes.flag("CAN-BLOCK-RELOAD");
    return Checked.at(
        line,
        () ->
            new ServerControl(
                canSkipUntil, canSkipDateRanges, holdBack, partHoldBack, canBlockReload));
  }

  private static Skip skip(Line.Tagged line, AttributeList attributes) throws PlaylistException {
    long segments = attributes.requiredInteger("SKIPPED-SEGMENTS");
    Optional<List<String>> removed =
        attributes
            .quoted("RECENTLY-REMOVED-DATERANGES")
            .map(ids -> ids.isEmpty() ? List.of() : List.of(ids.split("\t", -1)));
    return Checked.at(line, () -> new Skip(segments, removed));
  }

  /** None of a type that isn't known: section 6.3.8. */
  private static Optional<PreloadHint> preloadHint(Line.Tagged line, AttributeList attributes)
      throws PlaylistException {
    String type = attributes.requiredPlain("TYPE");
    String uri = attributes.requiredQuoted("URI");
    long start = attributes.integer("BYTERANGE-START").orElse(0);
    OptionalLong length = attributes.integer("BYTERANGE-LENGTH");
    for (PreloadHint.Type known : PreloadHint.Type.values()) {
      if (known.name().equals(type)) {
        return Optional.of(Checked.at(line, () -> new PreloadHint(known, uri, start, length)));
      }
    }
    return Optional.empty();
  }

  private static RenditionReport renditionReport(Line.Tagged line, AttributeList attributes)
      throws PlaylistException {
    String uri = attributes.requiredQuoted("URI");
    OptionalLong sequence = attributes.integer("LAST-MSN");
    OptionalLong part = attributes.integer("LAST-PART");
    return Checked.at(line, () -> new RenditionReport(uri, sequence, part));
  }
}
