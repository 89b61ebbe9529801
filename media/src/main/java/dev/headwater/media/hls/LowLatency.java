package dev.headwater.media.hls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a media playlist says for low latency and for delta updates (draft-pantos-hls-rfc8216bis,
 * sections 4.4.3.7, 4.4.3.8 and 4.4.5). Immutable.
 *
 * @param serverControl EXT-X-SERVER-CONTROL
 * @param partTarget EXT-X-PART-INF, PART-TARGET: no partial segment is longer
 * @param skip EXT-X-SKIP: what a delta update leaves out before its first segment
 * @param openSegment partial segments after the last segment
 * @param preloadHints EXT-X-PRELOAD-HINT
 * @param renditionReports EXT-X-RENDITION-REPORT
 */
public record LowLatency(
    Optional<ServerControl> serverControl,
    Optional<Duration> partTarget,
    Optional<Skip> skip,
    Optional<OpenSegment> openSegment,
    List<PreloadHint> preloadHints,
    List<RenditionReport> renditionReports) {
  /** Of a playlist that says nothing of it. */
  public static final LowLatency NONE =
      new LowLatency(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());

  /** The least that knows EXT-X-SKIP: section 8. */
  private static final int SKIP_VERSION = 9;

  /** The least whose EXT-X-SKIP may replace date ranges. */
  private static final int SKIP_DATE_RANGES_VERSION = 10;

  public LowLatency {
    serverControl = serverControl.filter(ServerControl::saysSomething);
    preloadHints = List.copyOf(preloadHints);
    renditionReports = List.copyOf(renditionReports);
    partTarget.ifPresent(target ->
        Syntax.require(
            target.isPositive(), "PART-TARGET: " + target + " (expected: more than 0 s)"));
    Syntax.require(
        partTarget.isEmpty() || serverControl.flatMap(ServerControl::partHoldBack).isPresent(),
        "PART-HOLD-BACK: none (expected: one beside EXT-X-PART-INF)");
    checkParts(partTarget, openSegment.map(OpenSegment::parts).orElse(List.of()));
  }

  public static LowLatency of(ServerControl serverControl, Duration partTarget) {
    return NONE.withServerControl(serverControl).withPartTarget(partTarget);
  }

  public LowLatency withServerControl(ServerControl newControl) {
    return new LowLatency(
        Optional.of(newControl), partTarget, skip, openSegment, preloadHints, renditionReports);
  }

  public LowLatency withPartTarget(Duration newTarget) {
    return new LowLatency(
        serverControl, Optional.of(newTarget), skip, openSegment, preloadHints, renditionReports);
  }

  public LowLatency withSkip(Skip newSkip) {
    return new LowLatency(
        serverControl,
        partTarget,
        Optional.of(newSkip),
        openSegment,
        preloadHints,
        renditionReports);
  }

  public LowLatency withOpenSegment(OpenSegment newSegment) {
    return new LowLatency(
        serverControl, partTarget, skip, Optional.of(newSegment), preloadHints, renditionReports);
  }

  public LowLatency withPreloadHints(List<PreloadHint> newHints) {
    return new LowLatency(serverControl, partTarget, skip, openSegment, newHints, renditionReports);
  }

  public LowLatency withRenditionReports(List<RenditionReport> newReports) {
    return new LowLatency(serverControl, partTarget, skip, openSegment, preloadHints, newReports);
  }

  /** That it fits to the rest of its playlist. */
  void check(int version, Duration target, List<MediaSegment> segments) {
    serverControl.ifPresent(control -> control.checkTargets(target, partTarget));
    for (MediaSegment segment : segments) {
      checkParts(partTarget, segment.parts());
    }
    int needed =
        skip.map(of -> of.removedDateRanges().isEmpty() ? SKIP_VERSION : SKIP_DATE_RANGES_VERSION)
            .orElse(1);
    Syntax.require(
        version >= needed,
        () -> "EXT-X-VERSION: " + version + " (expected: >= " + needed + ", for EXT-X-SKIP)");
  }

  private static void checkParts(Optional<Duration> target, List<PartialSegment> parts) {
    for (PartialSegment part : parts) {
      Syntax.require(target.isPresent(), "EXT-X-PART-INF: none (expected: one beside EXT-X-PART)");
      Syntax.require(
          part.duration().compareTo(target.orElseThrow()) <= 0,
          () ->
              "DURATION: %s (expected: at most the part target of %s)"
                  .formatted(part.duration(), target.orElseThrow()));
    }
  }
}
