package dev.headwater.platform.identity;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/** The content of TLS's files at one moment, so that what belongs together stays so. Immutable. */
record Pem(Optional<Buffer> certificate, Optional<Buffer> key, Optional<Buffer> trust) {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  /** Blocks; fails where a file can't be read. */
  static Pem read(TlsSettings settings) throws IOException {
    return new Pem(read(settings.certificate()), read(settings.key()), read(settings.trust()));
  }

  private static Optional<Buffer> read(Optional<Path> file) throws IOException {
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(Buffer.buffer(Files.readAllBytes(file.get())));
  }

  /** Blocks; fails with IllegalArgumentException where no handshake could succeed with these. */
  void check(Vertx vertx) {
    try {
      if (isCertified()) {
        KeyPairCheck.run(keyCert().getKeyManagerFactory(vertx));
      }
      if (trust.isPresent()) {
        trusted().getTrustManagerFactory(vertx);
      }
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException("no certificate or key in PEM form: " + e.getMessage(), e);
    }
  }

  /** Of a server that asks for client certificates where it believes any. */
  ServerSSLOptions server(boolean certificateRequired) {
    ServerSSLOptions options = new ServerSSLOptions().setClientAuth(auth(certificateRequired));
    fill(options);
    return options;
  }

  ClientAuth auth(boolean certificateRequired) {
    if (trust.isEmpty()) {
      return ClientAuth.NONE;
    }
    return certificateRequired ? ClientAuth.REQUIRED : ClientAuth.REQUEST;
  }

  /** Of a client that holds its server to its name. */
  ClientSSLOptions client() {
    ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
    fill(options);
    return options;
  }

  private void fill(SSLOptions options) {
    options.setUseAlpn(false).setEnabledSecureTransportProtocols(PROTOCOLS);
    if (isCertified()) {
      options.setKeyCertOptions(keyCert());
    }
    if (trust.isPresent()) {
      options.setTrustOptions(trusted());
    }
  }

  /** As {@link #server} and {@link #client}, for the options of either that have others besides. */
  void fill(TCPSSLOptions options) {
    fill(options.setSsl(true).setUseAlpn(false).getSslOptions());
  }

  /** The certificate that is shown; empty where there is none. */
  Optional<X509Certificate> shown() {
    return isCertified() ? certificate.map(Pem::first) : Optional.empty();
  }

  private static X509Certificate first(Buffer chain) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(chain.getBytes()));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("no certificate in PEM form: " + e.getMessage(), e);
    }
  }

  boolean isCertified() {
    return certificate.isPresent() && key.isPresent();
  }

  private KeyCertOptions keyCert() {
    return new PemKeyCertOptions()
        .setCertValue(certificate.orElseThrow())
        .setKeyValue(key.orElseThrow());
  }

  private TrustOptions trusted() {
    return new PemTrustOptions().addCertValue(trust.orElseThrow());
  }

  @Override
  public String toString() {
    return "***";
  }
}
