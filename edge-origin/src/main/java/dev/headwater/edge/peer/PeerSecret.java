package dev.headwater.edge.peer;

import dev.headwater.platform.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** What nodes know each other by. Immutable. */
public final class PeerSecret {
  private final byte[] secret;

  public PeerSecret(Secret secret) {
    this.secret = secret.value().getBytes(StandardCharsets.UTF_8);
  }

  /** Takes as long for one wrong value as for another of its length. */
  public boolean matches(@Nullable String given) {
    return given != null && MessageDigest.isEqual(secret, given.getBytes(StandardCharsets.UTF_8));
  }
}
