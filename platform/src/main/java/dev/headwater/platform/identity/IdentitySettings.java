package dev.headwater.platform.identity;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.util.List;
import java.util.Optional;

/** How a server knows the nodes that call it. Immutable. */
public record IdentitySettings(
    @Setting(
            doc =
                "What node tokens are made from, at least 64 random characters, the same on all control planes; none: no node token is good.")
        Optional<Secret> root,
    @Setting(doc = "The root before that one, whose tokens are still good.")
        Optional<Secret> previousRoot,
    @Setting(doc = "Names of nodes whose tokens and certificates are good no more.")
        List<String> revoked,
    TlsSettings tls) {
  public IdentitySettings {
    revoked = List.copyOf(revoked);
    root.ifPresent(current -> check(current, previousRoot));
    if (previousRoot.isPresent() && root.isEmpty()) {
      throw new IllegalArgumentException("previous-root: set (expected: a root with it)");
    }
    if (tls.trust().isPresent() && tls.certificate().isEmpty()) {
      throw new IllegalArgumentException("tls.trust: set (expected: a tls.certificate with it)");
    }
  }

  private static void check(Secret root, Optional<Secret> previous) {
    try {
      NodeTokens _ = new NodeTokens(root, previous);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("root, previous-root: " + e.getMessage(), e);
    }
  }

  /** Empty where nodes are known by certificates alone. */
  Optional<NodeTokens> tokens() {
    return root.map(current -> new NodeTokens(current, previousRoot));
  }
}
