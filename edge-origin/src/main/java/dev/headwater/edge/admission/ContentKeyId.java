package dev.headwater.edge.admission;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.edge.request.Route;
import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.publication.Publication;
import org.jspecify.annotations.Nullable;

/**
 * The content key that a route leads to. Immutable.
 *
 * @param id its own, as in {@link ContentKey}
 * @param title of the publication that it opens
 * @param epoch of the same
 */
public record ContentKeyId(String id, String title, String epoch) {

  /** Null where the route leads to no key. */
  public static @Nullable ContentKeyId of(Route route) {
    Classification what = route.what().orElse(null);
    if (what == null || what.policy().kind() != ResourceKind.KEY) {
      return null;
    }
    String id = what.variables().getOrDefault("key", "");
    String[] parts = id.split("-", -1);
    return parts.length == 3
        ? new ContentKeyId(id, parts[0], parts[1])
        : new ContentKeyId(id, "", "");
  }

  /** A path that a token opens which opens the publication. */
  String scope() {
    return "/" + Publication.path(title, epoch) + "/";
  }
}
