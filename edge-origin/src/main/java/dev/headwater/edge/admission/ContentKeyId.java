package dev.headwater.edge.admission;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.request.Route;
import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.publication.Publication;
import org.jspecify.annotations.Nullable;

/** The content key, or keys, that a route leads to. Immutable. */
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

  /** Of a live channel, by what boxes call them: a question says which. */
  record ByKids(String channel) implements ContentKeyId {
    @Override
    public String scope() {
      return "/live/" + channel + "/";
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
    return KeyName.of(id).<ContentKeyId>map(OfChannel::new).orElseGet(() -> other(id));
  }

  private static ContentKeyId other(String id) {
    String[] parts = id.split("-", -1);
    if (parts.length == 1 && id.indexOf('.') < 0) {
      return new ByKids(id);
    }
    return parts.length == 3
        ? new OfPublication(id, parts[0], parts[1])
        : new OfPublication(id, "", "");
  }
}
