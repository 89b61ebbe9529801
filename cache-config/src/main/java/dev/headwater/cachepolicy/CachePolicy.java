package dev.headwater.cachepolicy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The caching policy: an ordered list of kinds, of which the first that matches a path applies.
 * Immutable.
 *
 * @param kinds in the order in which they are tried
 */
public record CachePolicy(List<KindPolicy> kinds) {
  public CachePolicy {
    kinds = List.copyOf(kinds);
  }

  /** Empty where no kind has the path: there is no such resource. */
  public Optional<Classification> classify(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = Arrays.asList(path.substring(1).split("/", -1));
    for (KindPolicy kind : kinds) {
      Optional<Map<String, String>> variables = kind.match().match(segments);
      if (variables.isPresent()) {
        return Optional.of(new Classification(kind, variables.get()));
      }
    }
    return Optional.empty();
  }
}
