package dev.headwater.cachepolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the policy says of one path. Immutable.
 *
 * @param policy the kind and its caching
 * @param variables the values that the path gave to the template's variables
 */
public record Classification(KindPolicy policy, Map<String, String> variables) {
  /** The values of Cache-Tag: what the response can be purged by, besides its path. */
  public List<String> tags() {
    List<String> tags = new ArrayList<>();
    String title = variables.get("title");
    String epoch = variables.get("epoch");
    String channel = variables.get("channel");
    if (title != null) {
      tags.add("title-" + title);
    }
    if (title != null && epoch != null) {
      tags.add("pub-" + title + "-" + epoch);
    }
    if (channel != null) {
      tags.add("channel-" + channel);
    }
    tags.add("kind-" + policy.kind().word());
    return tags;
  }
}
