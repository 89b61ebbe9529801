package dev.headwater.platform.secret;

import java.util.Collection;
import java.util.Optional;

/**
 * Says where a secret lies, as in {@code file:/run/secrets/database}. Immutable.
 *
 * @param scheme the kind of place
 * @param name of the secret in that place
 */
record SecretReference(String scheme, String name) {
  /** Empty where the text is the secret itself. */
  static Optional<SecretReference> of(String text, Collection<String> schemes) {
    int colon = text.indexOf(':');
    return colon > 0 && schemes.contains(text.substring(0, colon))
        ? Optional.of(new SecretReference(text.substring(0, colon), text.substring(colon + 1)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return scheme + ":" + name;
  }
}
