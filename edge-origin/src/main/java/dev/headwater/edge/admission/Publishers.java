package dev.headwater.edge.admission;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.request.Route;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.publication.Publication;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says who made what a route leads to, as far as that is known by the time at which a request was
 * admitted. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Publishers {
  /** Of a node that only its upstream tells how to cache. */
  Publishers UNKNOWN = _ -> Optional.empty();

  /**
   * Who made it, by the ID of the control plane.
   *
   * @param names the variables of the path
   */
  Optional<String> of(Map<String, String> names);

  /** The route as the policy has it for who made what it leads to. */
  default Route own(Route route) {
    return route.publishers().isEmpty()
        ? route
        : of(route.what().map(Classification::variables).orElse(Map.of()))
            .map(route::of)
            .orElse(route);
  }

  /** By what a node of the origin role knows. */
  static Publishers of(
      PublicationFacts.Table publications, Function<String, Optional<Channel>> channels) {
    return names -> {
      String channel = names.get("channel");
      return channel == null
          ? publications
              .known(names.getOrDefault("title", ""), names.getOrDefault("epoch", ""))
              .flatMap(Publication::publisher)
          : channels.apply(channel).flatMap(Channel::publisher);
    };
  }
}
