package dev.headwater.platform.identity;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.util.Optional;

/** What a node proves by who it is. Immutable. */
public record CredentialSettings(
    @Setting(doc = "This node's own token, as `headwater token node` prints it.")
        Optional<Secret> token,
    TlsSettings tls) {
  public CredentialSettings {
    if (token.isPresent() && NodeTokens.claimed(token.get()).isEmpty()) {
      throw new IllegalArgumentException("token: *** (expected: hw1.ROLE.NAME.MAC)");
    }
  }

  /** Whose the token says it is, unchecked; empty without one. */
  public Optional<String> claimedName() {
    return token.flatMap(NodeTokens::claimed).map(Identity::name);
  }

  /** Whether there is anything to show. */
  public boolean isPresent() {
    return token.isPresent() || tls.certificate().isPresent();
  }
}
