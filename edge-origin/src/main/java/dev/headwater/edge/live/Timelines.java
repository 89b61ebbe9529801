package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.Subtitles;
import dev.headwater.edge.live.timeline.ChannelTimeline;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.live.timeline.TimelineListener;
import dev.headwater.edge.protection.Protection;
import dev.headwater.media.isobmff.Track;
import java.time.Instant;
import java.util.function.Function;

/** What a channel has: pictures and sound, and subtitles that go with them. Confined to it. */
record Timelines(ChannelTimeline media, Subtitles subtitles) {

  /** As the constructor of {@link ChannelTimeline} has it. */
  static Timelines of(
      Terms terms,
      Function<Instant, String> epochIds,
      Past past,
      TimelineListener listener,
      Protection protection) {
    Subtitles subtitles = new Subtitles(terms, past, listener);
    Past media = past.without(one -> one.track() instanceof Track.Text);
    return new Timelines(
        new ChannelTimeline(terms, epochIds, media, subtitles, protection), subtitles);
  }
}
