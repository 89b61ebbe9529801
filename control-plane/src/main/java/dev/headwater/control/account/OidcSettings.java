package dev.headwater.control.account;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.util.Optional;

/** Who else may vouch for people (OpenID Connect). Immutable. */
public record OidcSettings(
    @Setting(doc = "Issuer of an OpenID provider that people may log in with; none: no such way.")
        Optional<URI> issuer,
    @Setting(doc = "What this system is called there.") Optional<String> clientId,
    @Setting(doc = "The secret that this system shows there.") Optional<Secret> clientSecret,
    @Setting(doc = "Where the provider sends people back to; public-url with /login, unless set.")
        Optional<URI> redirectUrl,
    @Setting(value = "openid email profile", doc = "What the provider is asked to tell.")
        String scopes) {

  public OidcSettings {
    if (issuer.isPresent() && clientId.isEmpty()) {
      throw new IllegalArgumentException(
          "client-id: missing (expected: the one at " + issuer.get() + ")");
    }
    if (!(" " + scopes + " ").contains(" openid ")) {
      throw new IllegalArgumentException("scopes: '" + scopes + "' (expected: with openid)");
    }
  }
}
