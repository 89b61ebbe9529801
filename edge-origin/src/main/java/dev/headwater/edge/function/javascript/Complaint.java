package dev.headwater.edge.function.javascript;

import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;

/** What GraalVM says of a fault, in one line. */
final class Complaint {
  /** A message may have a viewer's text in it, of any length. */
  private static final int LONGEST = 300;

  private Complaint() {}

  static String of(PolyglotException fault) {
    SourceSection where = fault.getSourceLocation();
    String message = String.valueOf(fault.getMessage());
    String first = message.lines().findFirst().orElse("");
    String brief = first.length() > LONGEST ? first.substring(0, LONGEST) + "..." : first;
    return where == null || brief.contains(":" + where.getStartLine() + ":")
        ? brief
        : brief + " (line " + where.getStartLine() + ")";
  }
}
