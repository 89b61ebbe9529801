package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.TimelineListener;

/** Shows what a channel was that no media comes to: nothing of it changes. */
record Replayed(Presentation live) implements TimelineListener {
  @Override
  public void published(RenditionView view) {
    live.published(view);
  }

  @Override
  public void finished(String rendition, Segment segment) {}

  @Override
  public void begun(Rendition rendition, Epoch epoch, MediaBytes header) {}

  @Override
  public void left(String rendition, Segment segment) {}

  @Override
  public void forgotten(String rendition, String epoch) {}

  @Override
  public void ended() {}

  @Override
  public void gone(String rendition) {}
}
