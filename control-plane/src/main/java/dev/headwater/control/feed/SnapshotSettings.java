package dev.headwater.control.feed;

import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.snapshot.SnapshotSeal;
import java.time.Duration;
import java.util.Optional;

/** The snapshot of the feed in the object store. Immutable. */
public record SnapshotSettings(
    @Setting(
            doc =
                "The Ed25519 private key that snapshots are signed with, in PEM form, on control planes alone; none: none are written.")
        Optional<Secret> signingKey,
    @Setting(
            doc =
                "What snapshots are encrypted by, at least 32 random characters, the same on all control planes and nodes.")
        Optional<Secret> secret,
    @Setting(value = "2s", doc = "How soon a change of the feed is in the snapshot.")
        Duration interval,
    @Setting(
            value = "16MiB",
            doc =
                "How much of the feed is in the snapshot, before it is packed; beyond it, the older half of the news is left out.")
        DataSize maxSize) {
  /** A page of the feed has a megabyte; there have to be some to leave out. */
  private static final DataSize LEAST = DataSize.ofMebibytes(4);

  private static final DataSize MOST = DataSize.ofMebibytes(128);

  public SnapshotSettings {
    if (signingKey.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "signing-key, secret: one is missing (expected: both or none)");
    }
    seal(signingKey, secret);
    if (interval.toMillis() < 1 || interval.compareTo(SnapshotWriter.LIFE) > 0) {
      throw new IllegalArgumentException(
          "interval: %s (expected: 1ms to %s)".formatted(interval, SnapshotWriter.LIFE));
    }
    if (maxSize.compareTo(LEAST) < 0 || maxSize.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "max-size: %s (expected: %s to %s)".formatted(maxSize, LEAST, MOST));
    }
  }

  /** Empty where no snapshots are written. */
  Optional<SnapshotSeal> seal() {
    return seal(signingKey, secret);
  }

  private static Optional<SnapshotSeal> seal(Optional<Secret> signingKey, Optional<Secret> secret) {
    return signingKey.flatMap(key -> secret.map(shared -> new SnapshotSeal(key, shared)));
  }
}
