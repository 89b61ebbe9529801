package dev.headwater.platform.identity;

import dev.headwater.platform.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files in PEM form that one side of TLS shows and believes, read again when replaced. Immutable.
 */
public record TlsSettings(
    @Setting(doc = "The certificate that is shown, and the chain to its issuer; none: none.")
        Optional<Path> certificate,
    @Setting(doc = "The private key of the certificate.") Optional<Path> key,
    @Setting(doc = "The issuers whose certificates are believed of the other side.")
        Optional<Path> trust,
    @Setting(value = "10s", doc = "How often the files are looked at for newer ones.")
        Duration reload) {
  public TlsSettings {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("certificate, key: one is missing (expected: both)");
    }
    if (!reload.isPositive()) {
      throw new IllegalArgumentException("reload: " + reload + " (expected: > 0)");
    }
  }

  /** All files that there are. */
  List<Path> files() {
    return Stream.of(certificate, key, trust).flatMap(Optional::stream).toList();
  }
}
