package dev.headwater.edge.admission;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.hop.Hops;
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
    ContentKeyId key = ContentKeyId.of(route);
    Future<Optional<Publication>> publication =
        key == null ? publication(route) : publications.lookup(key.title(), key.epoch());
    return publication.succeeded()
        ? Future.succeededFuture(decide(request, route, key, publication.result()))
        : publication.map(found -> decide(request, route, key, found));
  }

  /** Null where it isn't of a channel. */
  private static @Nullable String channel(Route route) {
    return route.what().map(what -> what.variables().get("channel")).orElse(null);
  }

  /** One that was deleted is gone, whoever asks. */
  private Admission decide(HttpServerRequest request, Route route, @Nullable Channel channel) {
    boolean open =
        channel != null && (channel.visibility() == Visibility.PUBLIC || !channel.open());
    if (open) {
      return Admission.Admitted.OPEN;
    }
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
      HttpServerRequest request,
      Route route,
      @Nullable ContentKeyId key,
      Optional<Publication> publication) {
    Publication known = publication.orElse(null);
    boolean retired = known != null && known.state() == State.RETIRED;
    boolean open = known != null && known.visibility() == Visibility.PUBLIC && key == null;
    if (!open && !retired && hops.has(request)) {
      return Admission.Admitted.HOP;
    }
    return Admission.decide(known, open, open ? null : shown.check(request, route));
  }
}
