package dev.headwater.edge.feed;

import dev.headwater.platform.sealing.DerivedKey;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.snapshot.SnapshotOpener;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The snapshot of the feed in the object store, as a node in the origin role reads it. Immutable.
 */
public record SnapshotSettings(
    @Setting(
            doc =
                "The Ed25519 public keys whose snapshots are believed, each the base64 line of its PEM form, two while one replaces the other; none: no snapshot is read.")
        List<String> publicKeys,
    @Setting(doc = "What snapshots are encrypted by, the same as on control planes.")
        Optional<Secret> secret,
    @Setting(doc = "The secret before that one, or after it, while one replaces the other.")
        Optional<Secret> otherSecret) {
  public SnapshotSettings {
    publicKeys = List.copyOf(publicKeys);
    if (publicKeys.isEmpty() == secret.isPresent()) {
      throw new IllegalArgumentException(
          "public-keys, secret: one is missing (expected: both or none)");
    }
    if (otherSecret.isPresent() && secret.isEmpty()) {
      throw new IllegalArgumentException("other-secret: set (expected: a secret with it)");
    }
    secret.ifPresent(known -> DerivedKey.check("secret", known));
    otherSecret.ifPresent(known -> DerivedKey.check("other-secret", known));
    try {
      SnapshotOpener _ = opener(publicKeys, secret, otherSecret);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("public-keys: " + e.getMessage(), e);
    }
  }

  /** Empty where none are read. */
  Optional<SnapshotOpener> opener() {
    return secret.map(_ -> opener(publicKeys, secret, otherSecret));
  }

  private static SnapshotOpener opener(
      List<String> keys, Optional<Secret> secret, Optional<Secret> other) {
    return new SnapshotOpener(keys, Stream.of(secret, other).flatMap(Optional::stream).toList());
  }
}
