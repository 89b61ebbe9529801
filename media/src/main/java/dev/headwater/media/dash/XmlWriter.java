package dev.headwater.media.dash;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes an indented XML 1.0 document of elements and attributes. Confined to one thread. */
final class XmlWriter {
  private static final String INDENT = "  ";

  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();
  private boolean tagOpen;

  XmlWriter start(String name) {
    closeTag();
    text.append(INDENT.repeat(open.size())).append('<').append(name);
    open.push(name);
    tagOpen = true;
    return this;
  }

  /** An attribute of the element just started. */
  XmlWriter attribute(String name, Object value) {
    text.append(' ').append(name).append("=\"");
    value.toString().codePoints().forEach(this::escape);
    text.append('"');
    return this;
  }

  XmlWriter end() {
    String name = open.pop();
    if (tagOpen) {
      text.append("/>\n");
      tagOpen = false;
    } else {
      text.append(INDENT.repeat(open.size())).append("</").append(name).append(">\n");
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void closeTag() {
    if (tagOpen) {
      text.append(">\n");
      tagOpen = false;
    }
  }

  private void escape(int character) {
    switch (character) {
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '&' -> text.append("&amp;");
      case '"' -> text.append("&quot;");
      case '\t', '\n', '\r' -> text.append("&#").append(character).append(';');
      default -> text.appendCodePoint(isXml(character) ? character : 0xFFFD);
    }
  }

  /** XML 1.0, section 2.2. */
  private static boolean isXml(int character) {
    return character >= 0x20
        && !(character >= 0xD800 && character <= 0xDFFF)
        && character != 0xFFFE
        && character != 0xFFFF;
  }
}
