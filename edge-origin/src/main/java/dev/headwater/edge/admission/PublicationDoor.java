package dev.headwater.edge.admission;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.request.Route;
import dev.headwater.edge.token.TokenCheck;
import dev.headwater.edge.token.TokenTable;
import dev.headwater.edge.token.TokenUse;
import dev.headwater.platform.publication.Publication;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Admits by what is known of the publication, and by the viewer's token. Event-loop confined. */
public final class PublicationDoor implements Door {
  private static final String TOKEN_COOKIE = "headwater_token";

  private final PublicationFacts publications;
  private final TokenTable tokens;
  private final ClientAddress address;
  private final LongSupplier clock;

  /**
   * A door for one event loop.
   *
   * @param clock milliseconds since the epoch
   */
  public PublicationDoor(
      PublicationFacts publications, TokenTable tokens, ClientAddress address, LongSupplier clock) {
    this.publications = publications;
    this.tokens = tokens;
    this.address = address;
    this.clock = clock;
  }

  @Override
  public Future<Admission> admit(HttpServerRequest request, Route route) {
    Map<String, String> names = route.what().map(Classification::variables).orElse(Map.of());
    Future<Optional<Publication>> publication =
        publications.lookup(names.getOrDefault("title", ""), names.getOrDefault("epoch", ""));
    return publication.succeeded()
        ? Future.succeededFuture(decide(request, route, publication.result()))
        : publication.map(found -> decide(request, route, found));
  }

  private Admission decide(
      HttpServerRequest request, Route route, Optional<Publication> publication) {
    Publication known = publication.orElse(null);
    boolean open = known != null && known.visibility() == Publication.Visibility.PUBLIC;
    return Admission.decide(known, open ? null : token(request, route));
  }

  private @Nullable TokenCheck token(HttpServerRequest request, Route route) {
    String token = route.token();
    if (token == null) {
      Cookie cookie = request.getCookie(TOKEN_COOKIE);
      token = cookie == null ? null : cookie.getValue();
    }
    if (token == null) {
      return null;
    }
    String title =
        route.what().map(Classification::variables).orElse(Map.of()).getOrDefault("title", "");
    TokenUse use = new TokenUse(route.key(), title, () -> address.of(request));
    return tokens.check(token, use, Instant.ofEpochMilli(clock.getAsLong()));
  }
}
