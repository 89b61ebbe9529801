package dev.headwater.media.hls;

import java.util.function.Supplier;

/** Makes values from text: what their constructors refuse is an error of the line. */
final class Checked {
  private Checked() {}

  static <T> T at(Line.Tagged line, Supplier<T> constructor) throws PlaylistException {
    return at(line.number(), constructor);
  }

  static <T> T at(int line, Supplier<T> constructor) throws PlaylistException {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      PlaylistException refused = new PlaylistException(line, String.valueOf(e.getMessage()));
      refused.initCause(e);
      throw refused;
    }
  }
}
