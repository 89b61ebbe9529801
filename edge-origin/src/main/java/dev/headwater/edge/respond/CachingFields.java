package dev.headwater.edge.respond;

import dev.headwater.cachepolicy.KindPolicy;
import io.vertx.core.http.HttpHeaders;

/**
 * The lifetimes that every response of a kind states, encoded once. Immutable.
 *
 * @param shared Cache-Control where anyone may have the resource
 * @param perViewer Cache-Control where a token was needed: no shared cache that knows nothing of
 *     tokens may keep it
 * @param cdn CDN-Cache-Control where anyone may have it (RFC 9213)
 */
public record CachingFields(CharSequence shared, CharSequence perViewer, CharSequence cdn) {
  public static CachingFields of(KindPolicy policy) {
    String lifetime =
        "max-age="
            + policy.lifetimes().browser().toSeconds()
            + (policy.immutable() ? ", immutable" : "");
    return new CachingFields(
        HttpHeaders.createOptimized("public, " + lifetime),
        HttpHeaders.createOptimized("private, " + lifetime),
        HttpHeaders.createOptimized("max-age=" + policy.lifetimes().cdn().toSeconds()));
  }
}
