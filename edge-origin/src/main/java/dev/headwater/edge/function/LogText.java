package dev.headwater.edge.function;

/** Text of a function, a module or a viewer, as the log may have it: of one line, and brief. */
final class LogText {
  private LogText() {}

  /** Its beginning, in which a space stands for what would end the line or change its look. */
  static String of(String text, int longest) {
    String brief = text.length() > longest ? text.substring(0, longest) + "..." : text;
    return brief.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
  }
}
