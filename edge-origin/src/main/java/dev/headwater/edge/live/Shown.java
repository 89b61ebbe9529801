package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.TimelineListener;

/** Shows what a channel is, or was, whose media comes to no node, or to another one. */
record Shown(Presentation presentation) implements TimelineListener {
  @Override
  public void published(RenditionView view) {
    presentation.published(view);
  }

  @Override
  public void finished(String rendition, Segment segment) {}

  @Override
  public void begun(Rendition rendition, Epoch epoch, MediaBytes header) {
    presentation.begun(rendition.id(), epoch.id(), header);
  }

  @Override
  public void renamed(String rendition, String epoch, MediaBytes header) {
    presentation.begun(rendition, epoch, header);
  }

  @Override
  public void left(String rendition, Segment segment) {}

  @Override
  public void forgotten(String rendition, String epoch) {
    presentation.forgotten(rendition, epoch);
  }

  @Override
  public void ended() {}

  @Override
  public void gone(String rendition) {
    presentation.gone(rendition);
  }
}
