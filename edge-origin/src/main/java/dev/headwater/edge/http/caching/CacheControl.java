package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.Fields;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The directives that a message states (RFC 9111, section 5.2). Of several with one name, the first
 * one's seconds count (section 4.2.1), and the one that restricts most does otherwise. Immutable.
 */
public final class CacheControl {
  public static final CacheControl NONE = new CacheControl(List.of());

  private final List<Directive> directives;

  CacheControl(List<Directive> directives) {
    this.directives = List.copyOf(directives);
  }

  /** The Cache-Control field of a message. */
  public static CacheControl of(Fields fields) {
    return parse(fields.lines("Cache-Control"));
  }

  static CacheControl parse(List<String> lines) {
    return lines.isEmpty()
        ? NONE
        : new CacheControl(
            lines.stream().flatMap(line -> DirectiveParser.parse(line).stream()).toList());
  }

  /** Whether it is stated, with an argument or without. */
  public boolean has(String name) {
    return directives.stream().anyMatch(directive -> directive.name().equals(name));
  }

  /** Whether it is stated without an argument. */
  boolean hasBare(String name) {
    return directives.contains(new Directive(name, null, true));
  }

  /** Seconds, 0 where the argument is missing or no number; empty where it isn't stated. */
  public OptionalLong seconds(String name) {
    for (Directive directive : directives) {
      if (directive.name().equals(name)) {
        return OptionalLong.of(directive.seconds());
      }
    }
    return OptionalLong.empty();
  }

  /** Whether it is stated for the whole response rather than for named fields. */
  public boolean appliesWhole(String name) {
    return directives.stream()
        .anyMatch(directive -> directive.name().equals(name) && fieldNames(directive).isEmpty());
  }

  /** The fields that it is stated for (sections 5.2.2.4 and 5.2.2.7), in lower case. */
  public Set<String> fieldNames(String name) {
    return directives.stream()
        .filter(directive -> directive.name().equals(name))
        .flatMap(directive -> fieldNames(directive).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** None where any of them can't be the name of a field: it then counts for all. */
  private static Set<String> fieldNames(Directive directive) {
    String argument = directive.argument();
    if (argument == null || !directive.wellFormed()) {
      return Set.of();
    }
    Set<String> names =
        Arrays.stream(argument.toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    return names.stream().allMatch(DirectiveParser::isToken) ? names : Set.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheControl control && directives.equals(control.directives);
  }

  @Override
  public int hashCode() {
    return directives.hashCode();
  }

  @Override
  public String toString() {
    return directives.toString();
  }
}
