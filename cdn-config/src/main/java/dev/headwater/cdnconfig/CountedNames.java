package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CountedFields;
import dev.headwater.cachepolicy.CountedName;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The header fields and cookies that count anywhere in a policy, each once: it has the same values
 * wherever it counts. Immutable.
 */
record CountedNames(List<CountedName> headers, List<CountedName> cookies) {
  static CountedNames of(List<Rule> rules) {
    return new CountedNames(
        named(rules, CountedFields::headers), named(rules, CountedFields::cookies));
  }

  private static List<CountedName> named(
      List<Rule> rules, Function<CountedFields, List<CountedName>> which) {
    return rules.stream()
        .flatMap(rule -> which.apply(rule.kind().key().fields()).stream())
        .distinct()
        .toList();
  }

  boolean isNone() {
    return headers.isEmpty() && cookies.isEmpty();
  }

  /** The values as a group of a regular expression that captures nothing. */
  static String values(CountedName one) {
    return one.values().stream()
        .map(value -> value.replace(".", "\\."))
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  /** As it stands in names of variables. */
  static String word(CountedName one) {
    return one.name().toLowerCase(Locale.ROOT).replace('-', '_');
  }

  static List<String> names(List<CountedName> counted) {
    return counted.stream().map(CountedName::name).toList();
  }
}
