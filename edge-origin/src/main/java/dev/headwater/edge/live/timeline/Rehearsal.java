package dev.headwater.edge.live.timeline;

import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A timeline that nobody sees: what a channel couldn't take is found out before its turn comes.
 * Confined to its channel.
 */
final class Rehearsal {
  private final ChannelTimeline timeline;
  private int epochs;

  Rehearsal(Terms terms, Map<String, Incoming.Header> headers) {
    this.timeline =
        new ChannelTimeline(
            new Terms(terms.segment(), terms.target(), terms.part(), terms.target(), Duration.ZERO),
            _ -> Integer.toString(++epochs),
            new Past(0, 0, List.of()),
            new Unseen());
    headers.forEach((track, header) -> header(track, header.bytes(), header.declared()));
  }

  void header(String track, ByteBuffer bytes, Track.Coded declared) {
    timeline.header(track, bytes, declared);
  }

  void fragment(Arrival one) throws UnfitMediaException {
    timeline.fragment(one.track(), one.fragment(), one.at());
  }

  void close() {
    timeline.close();
  }

  private record Unseen() implements TimelineListener {
    @Override
    public void published(RenditionView view) {}

    @Override
    public void finished(String rendition, Segment segment) {}

    @Override
    public void begun(Rendition rendition, Epoch epoch, MediaBytes header) {}

    @Override
    public void renamed(String rendition, String epoch, MediaBytes header) {}

    @Override
    public void left(String rendition, Segment segment) {}

    @Override
    public void forgotten(String rendition, String epoch) {}

    @Override
    public void ended() {}

    @Override
    public void gone(String rendition) {}
  }
}
