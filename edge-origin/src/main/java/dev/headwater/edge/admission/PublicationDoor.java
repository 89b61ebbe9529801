package dev.headwater.edge.admission;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.TokenNeed;
import dev.headwater.edge.hop.Hops;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.request.Route;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Admits by what is known of the publication, and by the viewer's token. Event-loop confined. */
public final class PublicationDoor implements Door {
  private final PublicationFacts publications;
  private final ShownToken shown;
  private final Hops hops;
  private final Function<String, Optional<Channel>> channels;

  /**
   * A door for one event loop.
   *
   * @param channels those that are known, by their ids
   */
  public PublicationDoor(
      PublicationFacts publications,
      Function<String, Optional<Channel>> channels,
      ShownToken shown,
      Hops hops) {
    this.publications = publications;
    this.channels = channels;
    this.shown = shown;
    this.hops = hops;
  }

  @Override
  public Future<Admission> admit(HttpServerRequest request, Route route) {
    String channel = channel(route);
    if (channel != null) {
      return Future.succeededFuture(decide(request, route, channels.apply(channel).orElse(null)));
    }
    return switch (ContentKeyId.of(route)) {
      case null -> admit(request, route, publication(route), false);
      case ContentKeyId.OfPublication key ->
          admit(request, route, publications.lookup(key.title(), key.epoch()), true);
      case ContentKeyId.OfChannel(KeyName name) ->
          Future.succeededFuture(
              closed(request, route, channels.apply(name.channel()).orElse(null)));
      case ContentKeyId.ByKids(String id) ->
          Future.succeededFuture(closed(request, route, channels.apply(id).orElse(null)));
    };
  }

  private Future<Admission> admit(
      HttpServerRequest request,
      Route route,
      Future<Optional<Publication>> publication,
      boolean isKey) {
    return publication.succeeded()
        ? Future.succeededFuture(decide(request, route, isKey, publication.result()))
        : publication.map(found -> decide(request, route, isKey, found));
  }

  /** Null where it isn't of a channel. */
  private static @Nullable String channel(Route route) {
    return route.what().map(what -> what.variables().get("channel")).orElse(null);
  }

  /** One that was deleted is gone, whoever asks. */
  private Admission decide(HttpServerRequest request, Route route, @Nullable Channel channel) {
    boolean open =
        channel != null
            && (!channel.open() || (channel.visibility() == Visibility.PUBLIC && !isClosed(route)));
    return open ? Admission.Admitted.OPEN : closed(request, route, channel);
  }

  /** Whether the policy wants a token for such resources, whoever may see the rest. */
  private static boolean isClosed(Route route) {
    return route.what().filter(what -> what.policy().token() == TokenNeed.ALWAYS).isPresent();
  }

  /** To hops, and to viewers with a token for the channel. */
  private Admission closed(HttpServerRequest request, Route route, @Nullable Channel channel) {
    return hops.has(request)
        ? Admission.Admitted.HOP
        : Admission.ofChannel(channel, shown.check(request, route));
  }

  private Future<Optional<Publication>> publication(Route route) {
    Map<String, String> names = route.what().map(Classification::variables).orElse(Map.of());
    return publications.lookup(names.getOrDefault("title", ""), names.getOrDefault("epoch", ""));
  }

  /** A key is for those with a token, whoever may see what it opens. */
  private Admission decide(
      HttpServerRequest request, Route route, boolean isKey, Optional<Publication> publication) {
    Publication known = publication.orElse(null);
    boolean retired = known != null && known.state() == State.RETIRED;
    boolean open =
        known != null && known.visibility() == Visibility.PUBLIC && !isKey && !isClosed(route);
    if (!open && !retired && hops.has(request)) {
      return Admission.Admitted.HOP;
    }
    return Admission.decide(known, open, open ? null : shown.check(request, route));
  }
}
