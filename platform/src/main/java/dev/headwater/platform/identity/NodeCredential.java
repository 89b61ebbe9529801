package dev.headwater.platform.identity;

import dev.headwater.platform.identity.Recognition.Known;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * What a node shows to the control plane: its certificate, its token, or both. Thread-safe; either
 * may be replaced where it lies while the program runs.
 */
public final class NodeCredential {
  private final Vertx vertx;
  private final TlsSettings tls;
  private final Pem pem;
  private final Optional<Secret> token;
  private final Optional<Identity> identity;

  private NodeCredential(Vertx vertx, CredentialSettings settings, Pem pem) {
    this.vertx = vertx;
    this.tls = settings.tls();
    this.pem = pem;
    this.token = settings.token();
    this.identity = identity(settings, pem);
  }

  /** Fails where the files of TLS can't be used. */
  public static Future<NodeCredential> open(Vertx vertx, CredentialSettings settings) {
    return WorkerThreads.run(
        vertx,
        () -> {
          Pem pem = Pem.read(settings.tls());
          pem.check(vertx);
          return new NodeCredential(vertx, settings, pem);
        });
  }

  /** As a server finds it: a certificate that names somebody comes before a token. */
  private static Optional<Identity> identity(CredentialSettings settings, Pem pem) {
    return pem.shown()
        .map(CertificateIdentity::of)
        .flatMap(
            shown -> shown instanceof Known(Identity named) ? Optional.of(named) : Optional.empty())
        .or(() -> settings.token().flatMap(NodeTokens::claimed));
  }

  /** Whose it was when it was opened, by its own word; empty where it names nobody. */
  public Optional<Identity> identity() {
    return identity;
  }

  /**
   * For a client that asks an {@code https} address. Without {@code trust}, the server is held to
   * the issuers that the machine believes.
   */
  public HttpClientOptions secured(HttpClientOptions options) {
    pem.fill(options);
    return options.setVerifyHost(true);
  }

  /** Has the client, which {@link #secured} made, use newer files as they come. */
  public void follow(HttpClientAgent client) {
    PemReload.start(vertx, tls, pem, newer -> client.updateSSLOptions(newer.client()));
  }

  /** Adds the token as it is now, where there is one, to the header fields of a request. */
  public void sign(MultiMap headers) {
    token.ifPresent(own -> headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + own.value()));
  }
}
