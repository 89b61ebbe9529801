package dev.headwater.edge.http.caching;

import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One directive of a Cache-Control field (RFC 9111, section 5.2). Immutable.
 *
 * @param name in lower case
 * @param argument unquoted; null where there is none
 * @param wellFormed whether the argument, or its absence, was written as the grammar wants it
 */
record Directive(String name, @Nullable String argument, boolean wellFormed) {
  Directive {
    name = name.toLowerCase(Locale.ROOT);
  }

  /** Its argument as seconds; 0, which is stale, where it says none (section 4.2.1). */
  long seconds() {
    return deltaSeconds().orElse(0);
  }

  OptionalLong deltaSeconds() {
    return wellFormed && argument != null ? DeltaSeconds.parse(argument) : OptionalLong.empty();
  }
}
