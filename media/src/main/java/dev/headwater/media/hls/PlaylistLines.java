package dev.headwater.media.hls;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a playlist into lines (draft-pantos-hls-rfc8216bis, section 4.1). Blank lines, comments
 * and unknown tags are dropped; section 6.3.1 wants clients to ignore them. Confined to one thread.
 */
final class PlaylistLines {
  /** Bounds the memory for one playlist: a week of two-second segments with long names. */
  static final int MAX_CHARACTERS = 32 << 20;

  private static final String FIRST_LINE = "#EXTM3U";
  private static final String TAG_PREFIX = "#EXT";

  private final List<Line> lines = new ArrayList<>();
  private final Set<Tag> seen = EnumSet.noneOf(Tag.class);
  private int number;

  private PlaylistLines() {}

  static List<Line> of(String text) throws PlaylistException {
    if (text.length() > MAX_CHARACTERS) {
      throw PlaylistException.of(
          1, "playlist", text.length() + " characters", "at most " + MAX_CHARACTERS);
    }
    PlaylistLines lines = new PlaylistLines();
    for (int at = 0; at < text.length(); ) {
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      boolean carriageReturn = feed > at && text.charAt(feed - 1) == '\r';
      lines.add(text.substring(at, carriageReturn ? end - 1 : end));
      at = end + 1;
    }
    if (lines.number == 0) {
      throw PlaylistException.of(1, "playlist", "empty", FIRST_LINE);
    }
    return lines.lines;
  }

  private void add(String line) throws PlaylistException {
    number++;
    if (line.chars().anyMatch(Syntax::isControl) && !isSkipWithTabs(line)) {
      throw PlaylistException.of(number, "line", printable(line), "no control characters");
    }
    if (number == 1) {
      if (!line.equals(FIRST_LINE)) {
        throw PlaylistException.of(number, "first line", line, FIRST_LINE);
      }
    } else if (line.startsWith(TAG_PREFIX)) {
      addTag(line);
    } else if (!line.isBlank() && !line.startsWith("#")) {
      lines.add(new Line.Uri(number, line));
    }
  }

  private void addTag(String line) throws PlaylistException {
    int colon = line.indexOf(':');
    String name = colon < 0 ? line.substring(1) : line.substring(1, colon);
    Optional<Tag> known = Tag.named(name);
    if (known.isEmpty()) {
      return;
    }
    Tag tag = known.get();
    if (!seen.add(tag) && tag.once()) {
      throw PlaylistException.of(number, tag.text(), "a second one", "at most one");
    }
    lines.add(new Line.Tagged(number, tag, colon < 0 ? "" : line.substring(colon + 1)));
  }

  /** Section 4.4.5.2 has tabs between the IDs of EXT-X-SKIP, whatever section 4.1 says. */
  private static boolean isSkipWithTabs(String line) {
    return line.startsWith(Tag.SKIP.line())
        && line.chars().noneMatch(c -> c != '\t' && Syntax.isControl(c));
  }

  private static String printable(String line) {
    StringBuilder text = new StringBuilder();
    line.chars().map(c -> Syntax.isControl(c) ? '?' : c).forEach(text::appendCodePoint);
    return text.toString();
  }
}
