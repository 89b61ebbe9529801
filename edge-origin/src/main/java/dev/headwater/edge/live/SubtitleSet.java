package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.media.dash.AdaptationSet;
import dev.headwater.media.dash.Representation;
import dev.headwater.media.dash.SegmentTemplate;
import dev.headwater.media.dash.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an MPD says of one track of subtitles: WebVTT files, whose times are those of cues. Pure.
 */
final class SubtitleSet {
  private SubtitleSet() {}

  /**
   * @param segments of the period, at least one
   * @param start of the period
   */
  static AdaptationSet of(LiveMpd.Track track, List<Segment> segments, Instant start) {
    long timescale = track.rendition().track().timescale();
    Timeline timeline = new Timeline();
    for (Segment segment : segments) {
      long from = LiveMpd.ticks(segment.start(), timescale);
      timeline.add(from, LiveMpd.ticks(segment.start().plus(segment.duration()), timescale) - from);
    }
    Segment first = segments.getFirst();
    Duration offset = first.start().minus(Duration.between(start, first.at()));
    String name = first.epoch() + "-$Number$" + LiveNames.suffix(track.rendition().id());
    return new AdaptationSet(
        AdaptationSet.ContentType.TEXT,
        LiveMultivariant.language(track.rendition()),
        true,
        false,
        List.of(
            new Representation(
                track.rendition().id(),
                track.rate(),
                "",
                new Representation.Text(),
                new SegmentTemplate(
                    "",
                    LiveMpd.FOLDER + name,
                    first.number(),
                    timescale,
                    offset.isNegative() ? 0 : LiveMpd.ticks(offset, timescale),
                    timeline.runs()))));
  }
}
