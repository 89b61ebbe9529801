package dev.headwater.edge.admission;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.request.Route;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.token.TokenVerification;
import dev.headwater.platform.token.TokenVerifier;
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
  private final TokenVerifier tokens;
  private final LongSupplier clock;

  /**
   * A door for one event loop.
   *
   * @param clock milliseconds since the epoch
   */
  public PublicationDoor(PublicationFacts publications, TokenVerifier tokens, LongSupplier clock) {
    this.publications = publications;
    this.tokens = tokens;
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
    return Admission.decide(route.key(), known, open ? null : token(request, route));
  }

  private @Nullable TokenVerification token(HttpServerRequest request, Route route) {
    String token = route.token();
    if (token == null) {
      Cookie cookie = request.getCookie(TOKEN_COOKIE);
      token = cookie == null ? null : cookie.getValue();
    }
    return token == null ? null : tokens.verify(token, Instant.ofEpochMilli(clock.getAsLong()));
  }
}
