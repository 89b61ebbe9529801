package dev.headwater.platform.identity;

import dev.headwater.platform.identity.Recognition.Known;
import dev.headwater.platform.identity.Recognition.Refused;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Reads who a client certificate is for: its subject alternative name {@code
 * spiffe://headwater/ROLE/NAME}, else its common name {@code ROLE:NAME}. Whether to believe the
 * certificate was decided in the handshake.
 */
final class CertificateIdentity {
  /** A URI among the subject alternative names (RFC 5280, section 4.2.1.6). */
  private static final Integer URI_NAME = 6;

  private static final Pattern SPIFFE = Pattern.compile("spiffe://headwater/([^/]+)/([^/]+)");
  private static final Pattern COMMON_NAME = Pattern.compile("([^:]+):([^:]+)");

  private CertificateIdentity() {}

  static Recognition of(X509Certificate certificate) {
    List<String> uris = uris(certificate);
    if (uris.size() > 1) { // one identity for each certificate (SPIFFE X.509-SVID, section 2)
      return new Refused("the certificate has several URIs (expected: one)");
    }
    Optional<Identity> identity =
        uris.isEmpty()
            ? commonName(certificate).flatMap(name -> identity(COMMON_NAME, name))
            : identity(SPIFFE, uris.getFirst());
    return identity
        .<Recognition>map(Known::new)
        .orElseGet(() ->
            new Refused(
                "the certificate names no node (expected: spiffe://headwater/ROLE/NAME, or the common name ROLE:NAME)"));
  }

  private static Optional<Identity> identity(Pattern form, String text) {
    Matcher matcher = form.matcher(text);
    return matcher.matches() ? Identity.of(matcher.group(1), matcher.group(2)) : Optional.empty();
  }

  private static List<String> uris(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> URI_NAME.equals(name.getFirst()))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of("unreadable");
    }
  }

  private static Optional<String> commonName(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(String::valueOf)
              .findFirst();
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }
}
