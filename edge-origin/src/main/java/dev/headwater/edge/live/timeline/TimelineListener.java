package dev.headwater.edge.live.timeline;

/** Told of what happens to the renditions of a channel, by who changes them. */
public interface TimelineListener {
  void published(RenditionView view);

  /** A segment is whole. */
  void finished(String rendition, Segment segment);

  /** Segments of an epoch come, which its header parses. */
  void begun(String rendition, String epoch, MediaBytes header);

  /** A segment has left the window. */
  void left(String rendition, Segment segment);
}
