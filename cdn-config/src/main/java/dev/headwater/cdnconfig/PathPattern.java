package dev.headwater.cdnconfig;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Paths as CloudFront tells them apart: {@code *} stands for any characters, slashes among them.
 * Immutable.
 *
 * @param text of the pattern
 * @param form which paths it is meant for: fixed text, {@link #WORD} and {@link #SEGMENT}
 */
record PathPattern(String text, String form) {
  /** In a form: a variable that takes no dot. */
  private static final char WORD = '\1';

  /** In a form: a variable that has its segment for itself. */
  private static final char SEGMENT = '\2';

  private static final String TOKEN = "/t/" + WORD + "." + WORD + "." + WORD;
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  /** Of the paths of a rule. */
  static PathPattern of(Rule rule) {
    String template = rule.kind().match().toString();
    for (var only : rule.only().entrySet()) {
      template = template.replace("{" + only.getKey() + "}", only.getValue());
    }
    String form = template.replaceAll("(?<=/)\\{\\w+}(?=/|$)", String.valueOf(SEGMENT));
    return new PathPattern(
        VARIABLE.matcher(template).replaceAll("*"),
        VARIABLE.matcher(form).replaceAll(String.valueOf(WORD)));
  }

  /** The same paths with a token before them. */
  PathPattern afterToken() {
    return new PathPattern("/t/*" + text, TOKEN + form);
  }

  /** Both are tried from here: what of the pattern, and of the form, is still to come. */
  private record Place(int pattern, int form, boolean inVariable) {}

  /** Whether it takes a path that the other one is meant for; now and then, one that isn't. */
  boolean takesOneOf(PathPattern other) {
    Set<Place> seen = new HashSet<>();
    Queue<Place> open = new ArrayDeque<>(Set.of(new Place(0, 0, false)));
    while (!open.isEmpty()) {
      Place place = open.remove();
      if (!seen.add(place)) {
        continue;
      }
      if (place.pattern == text.length() && place.form == other.form.length()) {
        return true;
      }
      if (place.inVariable) {
        open.add(new Place(place.pattern, place.form + 1, false));
      }
      if (isAny(place.pattern)) {
        open.add(new Place(place.pattern + 1, place.form, place.inVariable));
      }
      step(place, other.form, open);
    }
    return false;
  }

  /** One character further in both, where they have one in common. */
  private void step(Place place, String form, Queue<Place> open) {
    if (place.pattern == text.length() || place.form == form.length()) {
      return;
    }
    int pattern = isAny(place.pattern) ? place.pattern : place.pattern + 1;
    char other = form.charAt(place.form);
    boolean variable = other == WORD || other == SEGMENT;
    if (isAny(place.pattern) || takes(other, text.charAt(place.pattern))) {
      open.add(
          variable
              ? new Place(pattern, place.form, true)
              : new Place(pattern, place.form + 1, false));
    }
  }

  private boolean isAny(int at) {
    return at < text.length() && text.charAt(at) == '*';
  }

  private static boolean takes(char form, char next) {
    return switch (form) {
      case SEGMENT -> next != '/';
      case WORD -> next != '/' && next != '.';
      default -> form == next;
    };
  }
}
