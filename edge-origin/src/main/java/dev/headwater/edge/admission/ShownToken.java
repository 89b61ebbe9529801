package dev.headwater.edge.admission;

import dev.headwater.edge.hop.Hops;
import dev.headwater.edge.request.Route;
import dev.headwater.edge.token.TokenCheck;
import dev.headwater.edge.token.TokenTable;
import dev.headwater.edge.token.TokenUse;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token that a request shows, in its path or its cookie, and checks it. Thread-safe.
 *
 * @param clock milliseconds since the epoch
 */
public record ShownToken(TokenTable tokens, ClientAddress address, LongSupplier clock) {
  private static final String PUBLICATIONS = "/vod/";

  /** Null where none is shown. */
  @Nullable TokenCheck check(HttpServerRequest request, Route route) {
    String token = route.token();
    if (token == null) {
      Cookie cookie = request.getCookie(Hops.TOKEN_COOKIE);
      token = cookie == null ? null : cookie.getValue();
    }
    if (token == null) {
      return null;
    }
    ContentKeyId key = ContentKeyId.of(route);
    TokenUse use =
        key == null
            ? new TokenUse(route.key(), title(route), () -> address.of(request))
            : new TokenUse(key.scope(), key.title(), () -> address.of(request));
    return tokens.check(token, use, Instant.ofEpochMilli(clock.getAsLong()));
  }

  /** Also where the policy names no kinds: all tokens of a title may have been revoked. */
  static String title(Route route) {
    return route
        .what()
        .map(what -> what.variables().getOrDefault("title", ""))
        .orElseGet(() -> ofPublication(route.key()));
  }

  private static String ofPublication(String path) {
    int end = path.startsWith(PUBLICATIONS) ? path.indexOf('/', PUBLICATIONS.length()) : -1;
    return end < 0 ? "" : path.substring(PUBLICATIONS.length(), end);
  }
}
