package dev.headwater.edge.source.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.concurrent.TimeUnit;

/** How connections to upstream servers are made. */
final class Dialling {
  /** RFC 9110, section 4.3.4: the certificate must be that of the URL's host. */
  private static final String VERIFICATION = "HTTPS";

  private Dialling() {}

  static NetClient client(Vertx vertx, UpstreamSettings settings) {
    return vertx.createNetClient(
        new NetClientOptions()
            .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
            .setTcpNoDelay(true));
  }

  static ConnectOptions options(UpstreamAddress address, UpstreamSettings settings) {
    ConnectOptions options =
        new ConnectOptions().setHost(address.host()).setPort(address.port()).setSsl(address.tls());
    return address.tls() ? options.setSslOptions(tls(settings)) : options;
  }

  private static ClientSSLOptions tls(UpstreamSettings settings) {
    ClientSSLOptions options =
        new ClientSSLOptions().setHostnameVerificationAlgorithm(VERIFICATION);
    options
        .setSslHandshakeTimeout(settings.firstByteTimeout().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    settings
        .tls()
        .trust()
        .ifPresent(
            pem -> options.setTrustOptions(new PemTrustOptions().addCertPath(pem.toString())));
    return options;
  }
}
