package dev.headwater.edge.respond;

import dev.headwater.cachepolicy.KindPolicy;
import io.vertx.core.http.HttpHeaders;

/**
 * The header fields that every response of a kind has, made once. Immutable.
 *
 * @param contentType Content-Type
 * @param shared Cache-Control where anyone may have the resource
 * @param perViewer Cache-Control where a token was needed: no shared cache that knows nothing of
 *     tokens may keep it
 * @param cdn CDN-Cache-Control where anyone may have it (RFC 9213); a CDN that knows this field
 *     ignores the other one, so that a resource for one viewer must forbid storing in both
 */
record CachingFields(
    CharSequence contentType, CharSequence shared, CharSequence perViewer, CharSequence cdn) {
  static CachingFields of(KindPolicy policy) {
    String lifetime =
        "max-age="
            + policy.lifetimes().browser().toSeconds()
            + (policy.immutable() ? ", immutable" : "");
    return new CachingFields(
        HttpHeaders.createOptimized(policy.contentType()),
        HttpHeaders.createOptimized("public, " + lifetime),
        HttpHeaders.createOptimized("private, " + lifetime),
        HttpHeaders.createOptimized("max-age=" + policy.lifetimes().cdn().toSeconds()));
  }
}
