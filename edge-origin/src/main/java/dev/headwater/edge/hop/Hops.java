package dev.headwater.edge.hop;

import dev.headwater.platform.settings.Secret;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Knows hops by the secret that they show. Immutable; a secret may be replaced at its source. */
public final class Hops {
  /** What a hop shows. It goes no further, and is kept nowhere. */
  public static final String FIELD = "Headwater-Hop";

  /** What a viewer's token is in, where it doesn't stand in the path; it goes no further either. */
  public static final String TOKEN_COOKIE = "headwater_token";

  private static final CharSequence NAME = HttpHeaders.createOptimized(FIELD);

  private final List<Secret> secrets;

  public Hops(HopSettings settings) {
    this.secrets = settings.secrets();
  }

  /** Whether the request is of a hop that has checked the viewer. */
  public boolean has(HttpServerRequest request) {
    String shown = secrets.isEmpty() ? null : request.headers().get(NAME);
    if (shown == null) {
      return false;
    }
    byte[] bytes = bytes(shown);
    boolean known = false;
    for (Secret secret : secrets) {
      known |= MessageDigest.isEqual(bytes(secret.value()), bytes);
    }
    return known;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
