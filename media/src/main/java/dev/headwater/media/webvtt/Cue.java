package dev.headwater.media.webvtt;

import java.time.Duration;

/**
 * A text, and when it is shown (section 3.1). Immutable.
 *
 * @param start from when on, at least 0
 * @param end until when, after its start
 * @param id its identifier, one line; empty where it has none
 * @param settings where and how it is shown, one line; empty where it doesn't say
 * @param text what is shown, with its markup: lines without an empty one between them
 */
public record Cue(Duration start, Duration end, String id, String settings, String text) {
  static final String ARROW = "-->";

  public Cue {
    if (start.isNegative() || end.compareTo(start) <= 0) {
      throw new IllegalArgumentException(
          "cue: %s to %s (expected: from 0 on, the end after the start)".formatted(start, end));
    }
    check("id", id);
    check("settings", settings);
    boolean emptyLine = !text.isEmpty() && ("\n" + text + "\n").contains("\n\n");
    if (emptyLine || text.contains(ARROW)) {
      throw new IllegalArgumentException("cue text: arrows or empty lines (expected: none)");
    }
  }

  private static void check(String name, String value) {
    if (value.contains(ARROW) || value.contains("\n")) {
      throw new IllegalArgumentException("cue " + name + ": '" + value + "' (expected: one line)");
    }
  }

  /**
   * Of texts that weren't read from a file: what would end a cue early in one is left out or
   * written otherwise.
   */
  public static Cue cleaned(Duration start, Duration end, String id, String settings, String text) {
    String lines = Lines.normalized(text).replace(ARROW, "--&gt;");
    return new Cue(
        start,
        end,
        oneLine(id),
        oneLine(settings),
        lines.replaceAll("\n{2,}", "\n").replaceAll("^\n+|\n+$", ""));
  }

  private static String oneLine(String text) {
    return Lines.normalized(text).replace(ARROW, "").replace('\n', ' ').strip();
  }

  /** The same text at another time. */
  public Cue at(Duration newStart, Duration newEnd) {
    return new Cue(newStart, newEnd, id, settings, text);
  }

  /** Whether it says the same, whenever that is. */
  public boolean saysAs(Cue other) {
    return id.equals(other.id) && settings.equals(other.settings) && text.equals(other.text);
  }
}
