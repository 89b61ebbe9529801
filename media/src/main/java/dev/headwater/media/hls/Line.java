package dev.headwater.media.hls;

/** A line of a playlist that says something. Immutable. */
sealed interface Line {
  /** Counted from 1. */
  int number();

  /**
   * A tag that is known here.
   *
   * @param value what follows the colon; empty if there is none
   */
  record Tagged(int number, Tag tag, String value) implements Line {
    PlaylistException unexpected(String expected) {
      return PlaylistException.of(number, tag.text(), value, expected);
    }

    /** For a tag that has no value: that it has none. */
    void bare() throws PlaylistException {
      if (!value.isEmpty()) {
        throw unexpected("no value");
      }
    }
  }

  /** A URI. */
  record Uri(int number, String text) implements Line {}
}
