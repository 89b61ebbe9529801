package dev.headwater.cachepolicy;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of Cache-Tag with variables of the path, such as {@code title-{title}}. Immutable.
 *
 * @param text as the policy has it
 */
public record TagTemplate(String text) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

  /** A tag is a word in a list that commas part. */
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]*(\\{[a-z]+}[a-z0-9-]*)*");

  public TagTemplate {
    if (text.isEmpty() || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: words and variables, such as title-{title})");
    }
  }

  /** The names of the variables. */
  public List<String> variables() {
    return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The tag of a path whose variables have these values. */
  public String of(Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }
}
