package dev.headwater.edge.live.timeline;

/** Media that a channel can't take; its message is for who runs the encoder. */
public final class UnfitMediaException extends Exception {
  private static final long serialVersionUID = 1;

  public UnfitMediaException(String message) {
    super(message);
  }
}
