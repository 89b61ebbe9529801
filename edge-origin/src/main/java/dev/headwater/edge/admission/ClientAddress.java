package dev.headwater.edge.admission;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/**
 * Where a request comes from. Immutable.
 *
 * @param proxies who may name another address than their own
 */
public record ClientAddress(TrustedProxies proxies) {
  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

  /** The address, or {@code unknown}. */
  public String of(HttpServerRequest request) {
    SocketAddress connected = request.remoteAddress();
    String address = connected == null ? null : connected.hostAddress();
    return address == null
        ? "unknown"
        : proxies.client(address, request.headers().getAll(FORWARDED_FOR));
  }
}
