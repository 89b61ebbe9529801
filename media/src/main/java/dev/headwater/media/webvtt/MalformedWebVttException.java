package dev.headwater.media.webvtt;

/** A text that is no WebVTT; its message is for who made it. */
public final class MalformedWebVttException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedWebVttException(String message) {
    super(message);
  }

  static MalformedWebVttException of(int line, String found, String expected) {
    return new MalformedWebVttException(
        "WebVTT line %d: %s (expected: %s)".formatted(line, shortened(found), expected));
  }

  private static String shortened(String found) {
    return found.length() <= 60 ? found : found.substring(0, 60) + "...";
  }
}
