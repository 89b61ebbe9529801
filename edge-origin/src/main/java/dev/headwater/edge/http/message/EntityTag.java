package dev.headwater.edge.http.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entity tag (RFC 9110, section 8.8.3). Immutable.
 *
 * <p>What isn't well formed, such as a tag without quotes, is taken whole as a weak one: it may
 * save a transfer where both sides say the same, but nothing is ever put together on its strength.
 *
 * @param weak whether two representations that have it may differ in their bytes
 * @param opaqueTag with its quotes
 */
public record EntityTag(boolean weak, String opaqueTag) {
  private static final String WEAK = "W/";

  /** A strong tag of this text, which has no quotes. */
  public static EntityTag strong(String text) {
    return new EntityTag(false, '"' + text + '"');
  }

  /** The value of an ETag field; empty where there is none, or several. */
  public static Optional<EntityTag> of(Fields fields) {
    List<String> lines = fields.lines("ETag");
    return lines.size() == 1 ? parse(lines.getFirst()) : Optional.empty();
  }

  /** Empty only for an empty text. */
  public static Optional<EntityTag> parse(String text) {
    String tag = text.strip();
    if (tag.isEmpty()) {
      return Optional.empty();
    }
    if (isOpaqueTag(tag, 0)) {
      return Optional.of(new EntityTag(false, tag));
    }
    return tag.startsWith(WEAK) && isOpaqueTag(tag, WEAK.length())
        ? Optional.of(new EntityTag(true, tag.substring(WEAK.length())))
        : Optional.of(new EntityTag(true, tag));
  }

  /** The tags of a list, as in If-Match (section 13.1.1). */
  public static List<EntityTag> parseList(String field) {
    List<String> elements = new ArrayList<>();
    ListElements.split(field, false, elements);
    return elements.stream().map(EntityTag::parse).flatMap(Optional::stream).toList();
  }

  /** Strong comparison (section 8.8.3.2). */
  public boolean strongMatch(EntityTag other) {
    return !weak && !other.weak && opaqueTag.equals(other.opaqueTag);
  }

  /** Weak comparison (section 8.8.3.2). */
  public boolean weakMatch(EntityTag other) {
    return opaqueTag.equals(other.opaqueTag);
  }

  /** As it stands in a field. */
  @Override
  public String toString() {
    return weak && isOpaqueTag(opaqueTag, 0) ? WEAK + opaqueTag : opaqueTag;
  }

  private static boolean isOpaqueTag(String text, int from) {
    int last = text.length() - 1;
    if (last <= from || text.charAt(from) != '"' || text.charAt(last) != '"') {
      return false;
    }
    for (int at = from + 1; at < last; at++) {
      char c = text.charAt(at);
      if (c <= ' ' || c == '"' || c == 0x7F) {
        return false;
      }
    }
    return true;
  }
}
