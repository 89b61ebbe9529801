package dev.headwater.platform.identity;

import dev.headwater.platform.identity.Recognition.Known;
import dev.headwater.platform.identity.Recognition.Refused;
import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Knows the nodes that call a server: by the certificate that they show, else by the node token in
 * {@code Authorization: Bearer}. Thread-safe.
 */
public final class IdentityCheck {
  private static final String SCHEME = "Bearer ";

  private final Vertx vertx;
  private final TlsSettings tls;
  private final Pem pem;
  private final Optional<NodeTokens> tokens;
  private final Set<String> revoked;

  private IdentityCheck(Vertx vertx, IdentitySettings settings, Pem pem) {
    this.vertx = vertx;
    this.tls = settings.tls();
    this.pem = pem;
    this.tokens = settings.tokens();
    this.revoked = Set.copyOf(settings.revoked());
  }

  /** Fails where the files of TLS can't be used. */
  public static Future<IdentityCheck> open(Vertx vertx, IdentitySettings settings) {
    return WorkerThreads.run(
        vertx,
        () -> {
          Pem pem = Pem.read(settings.tls());
          pem.check(vertx);
          return new IdentityCheck(vertx, settings, pem);
        });
  }

  /**
   * With TLS where there is a certificate. Who has no certificate to show is let through the
   * handshake where node tokens are good too.
   */
  public HttpServerOptions secured(HttpServerOptions options) {
    if (!pem.isCertified()) {
      return options;
    }
    pem.fill(options);
    return options.setClientAuth(pem.auth(tokens.isEmpty()));
  }

  /** Has the server, which {@link #secured} made, use newer files as they come. */
  public void follow(HttpServer server) {
    PemReload.start(
        vertx, tls, pem, newer -> server.updateSSLOptions(newer.server(tokens.isEmpty())));
  }

  /** Who is calling. */
  public Recognition recognise(HttpServerRequest request) {
    Recognition shown =
        certificate(request.connection())
            .map(CertificateIdentity::of)
            .orElseGet(() -> new Refused("neither a client certificate nor a node token"));
    Recognition found =
        shown instanceof Refused refused
            ? token(request.getHeader(HttpHeaders.AUTHORIZATION), refused)
            : shown;
    return found instanceof Known(Identity identity) && revoked.contains(identity.name())
        ? new Refused("the node " + identity + " is revoked")
        : found;
  }

  private Recognition token(@Nullable String authorization, Refused otherwise) {
    if (tokens.isEmpty() || authorization == null) {
      return otherwise;
    }
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? tokens.get().recognise(authorization.substring(SCHEME.length()).strip())
        : new Refused("not a node token (expected: Authorization: Bearer hw1...)");
  }

  private static Optional<X509Certificate> certificate(HttpConnection connection) {
    if (!connection.isSsl()) {
      return Optional.empty();
    }
    try {
      List<Certificate> chain = connection.peerCertificates();
      return chain.stream()
          .limit(1)
          .filter(X509Certificate.class::isInstance)
          .map(X509Certificate.class::cast)
          .findFirst();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // it has shown none
    }
  }
}
