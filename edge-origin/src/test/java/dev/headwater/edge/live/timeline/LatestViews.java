package dev.headwater.edge.live.timeline;

import java.util.Map;

/** Keeps the latest view of each rendition. */
record LatestViews(Map<String, RenditionView> views) implements TimelineListener {
  @Override
  public void published(RenditionView view) {
    views.put(view.rendition(), view);
  }

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
