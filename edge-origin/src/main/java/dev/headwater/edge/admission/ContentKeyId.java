package dev.headwater.edge.admission;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.request.Route;
import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.publication.Publication;
import org.jspecify.annotations.Nullable;

/** The content key that a route leads to. Immutable. */
public sealed interface ContentKeyId {
  /**
   * Of a publication.
   *
   * @param id its own, as in {@link ContentKey}
   */
  record OfPublication(String id, String title, String epoch) implements ContentKeyId {
    @Override
    public String scope() {
      return "/" + Publication.path(title, epoch) + "/";
    }
  }

  /** Of a live channel. */
  record OfChannel(KeyName name) implements ContentKeyId {
    @Override
    public String scope() {
      return "/live/" + name.channel() + "/";
    }

    @Override
    public String title() {
      return "";
    }
  }

  /** A path that a token opens which opens what the key opens. */
  String scope();

  /** Empty where it is of none. */
  String title();

  /** Null where the route leads to no key. */
  static @Nullable ContentKeyId of(Route route) {
    Classification what = route.what().orElse(null);
    if (what == null || what.policy().kind() != ResourceKind.KEY) {
      return null;
    }
    String id = what.variables().getOrDefault("key", "");
    return KeyName.of(id).<ContentKeyId>map(OfChannel::new).orElseGet(() -> ofPublication(id));
  }

  private static ContentKeyId ofPublication(String id) {
    String[] parts = id.split("-", -1);
    return parts.length == 3
        ? new OfPublication(id, parts[0], parts[1])
        : new OfPublication(id, "", "");
  }
}
