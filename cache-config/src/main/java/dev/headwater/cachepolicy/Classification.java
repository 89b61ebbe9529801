package dev.headwater.cachepolicy;

import java.util.List;
import java.util.Map;

/**
 * What the policy says of one path. Immutable.
 *
 * @param policy the kind and its caching
 * @param variables the values that the path gave to the template's variables
 */
public record Classification(KindPolicy policy, Map<String, String> variables) {
  /** The same resource, cached otherwise. */
  public Classification with(KindPolicy other) {
    return new Classification(other, variables);
  }

  /** The values of Cache-Tag: what the response can be purged by, besides its path. */
  public List<String> tags() {
    return policy.tags().stream().map(tag -> tag.of(variables)).toList();
  }
}
