package dev.headwater.edge.live.timeline;

/** Told of what happens to the renditions of a channel, by who changes them. */
public interface TimelineListener {
  void published(RenditionView view);

  /** A segment is whole. */
  void finished(String rendition, Segment segment);

  /**
   * A segment that was whole could not be written: it is a gap once it has left memory. What was
   * published before says so.
   */
  default void unwritten(String rendition, Segment segment) {}

  /** Segments of an epoch come, which its header parses. */
  void begun(Rendition rendition, Epoch epoch, MediaBytes header);

  /**
   * Segments of an epoch come that need no header.
   *
   * @param discontinuitySequence of the rendition, where these are its first ones
   */
  default void begun(Rendition rendition, Epoch epoch, long discontinuitySequence) {}

  /**
   * The epoch goes on under another name, with another header: its key has changed.
   *
   * @param epoch what it is called now
   */
  void renamed(String rendition, String epoch, MediaBytes header);

  /** A segment has left the window. */
  void left(String rendition, Segment segment);

  /** No segment of an epoch is in the window any more. */
  void forgotten(String rendition, String epoch);

  /** The programme is over, until something comes again. */
  void ended();

  /** Nothing comes of a rendition any more: its segments have left. */
  void gone(String rendition);
}
