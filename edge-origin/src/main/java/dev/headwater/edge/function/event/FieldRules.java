package dev.headwater.edge.function.event;

import java.util.Locale;
import java.util.Set;

/** Which header fields functions may see and set, and what is a name or a value of one. */
public final class FieldRules {
  /** Of the connection, or of how a message is framed: who changes them breaks the message. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "content-range",
          "expect",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Of the way that a message has come: they end circles. */
  private static final Set<String> WAY = Set.of("cdn-loop", "via");

  /** What nodes and hops tell each other. */
  private static final String OURS = "headwater-";

  /** What functions themselves say of a viewer whose token was good. */
  private static final String VIEWER = "headwater-viewer";

  private FieldRules() {}

  /** Whether functions neither see nor set the field of a name in lower case. */
  public static boolean isHidden(String name) {
    return FRAMING.contains(name)
        || WAY.contains(name)
        || (name.startsWith(OURS) && !name.equals(VIEWER));
  }

  /** Fails with IllegalArgumentException where some field can't be set to its values. */
  static void check(Values headers) {
    headers
        .byName()
        .forEach((name, values) -> {
          if (!isToken(name) || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                "headers: '" + name + "' (expected: the name of a field, in lower case)");
          }
          if (isHidden(name)) {
            throw new IllegalArgumentException(
                "headers." + name + " (expected: a field that is yours)");
          }
          values.forEach(value -> checkValue("headers." + name, value.text()));
        });
  }

  /** RFC 9110, section 5.5: nothing that could end the line. */
  static void checkValue(String what, String value) {
    if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff))) {
      throw new IllegalArgumentException(what + ": has characters that no field may have");
    }
  }

  /** RFC 9110, section 5.6.2. */
  static boolean isToken(String name) {
    return !name.isEmpty() && name.chars().allMatch(FieldRules::mayStand);
  }

  private static boolean mayStand(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
