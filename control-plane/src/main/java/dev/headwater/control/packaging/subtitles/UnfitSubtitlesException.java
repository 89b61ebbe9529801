package dev.headwater.control.packaging.subtitles;

/** Subtitles that no segments can be made of; its message is for the publisher. */
public final class UnfitSubtitlesException extends Exception {
  private static final long serialVersionUID = 1L;

  UnfitSubtitlesException(String message) {
    super(message);
  }
}
