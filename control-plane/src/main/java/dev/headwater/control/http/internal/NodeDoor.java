package dev.headwater.control.http.internal;

import dev.headwater.platform.settings.Secret;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Lets nodes of the data plane in, and nobody else. Immutable. */
record NodeDoor(Optional<Secret> secret) {
  private static final String SCHEME = "Bearer ";

  boolean admits(HttpServerRequest request) {
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    return shown != null
        && shown.startsWith(SCHEME)
        && secret.isPresent()
        && MessageDigest.isEqual(
            bytes(shown.substring(SCHEME.length())), bytes(secret.get().value()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
