package dev.headwater.media.hls;

/** Reads the tags that both kinds of playlist may hold. */
final class CommonTags {
  private CommonTags() {}

  static int version(Line.Tagged line) throws PlaylistException {
    int version = small(line);
    if (version == 0) {
      throw line.unexpected(">= 1");
    }
    return version;
  }

  /** That a tag without a value is there. */
  static boolean present(Line.Tagged line) throws PlaylistException {
    line.bare();
    return true;
  }

  static long integer(Line.Tagged line) throws PlaylistException {
    return Numbers.integer(line, line.tag().text(), line.value());
  }

  /** A number of 31 bits. */
  static int small(Line.Tagged line) throws PlaylistException {
    long value = integer(line);
    if (value > Integer.MAX_VALUE) {
      throw line.unexpected("<= " + Integer.MAX_VALUE);
    }
    return (int) value;
  }
}
