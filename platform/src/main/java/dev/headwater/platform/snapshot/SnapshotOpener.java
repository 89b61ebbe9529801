package dev.headwater.platform.snapshot;

import dev.headwater.platform.sealing.DerivedKey;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.snapshot.Opening.Opened;
import dev.headwater.platform.snapshot.Opening.Reason;
import dev.headwater.platform.snapshot.Opening.Refused;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;

/**
 * Opens snapshots: believes what one of its keys has signed, and only then decrypts it, with any of
 * its secrets. Thread-safe.
 */
public final class SnapshotOpener {
  private final List<PublicKey> keys;
  private final List<Secret> secrets;

  /**
   * Fails with IllegalArgumentException where a key is none.
   *
   * @param publicKeys see {@link SigningKeys}
   */
  public SnapshotOpener(List<String> publicKeys, List<Secret> secrets) {
    this.keys = publicKeys.stream().map(SigningKeys::publicKey).toList();
    this.secrets = List.copyOf(secrets);
  }

  /** Takes a while for a large one. */
  public Opening open(byte[] file) {
    if (!SnapshotFile.isOne(file)) {
      return new Refused(Reason.NO_SNAPSHOT, "its " + file.length + " bytes are no snapshot");
    }
    int version = SnapshotFile.version(file);
    if (version != SnapshotFile.VERSION) {
      return new Refused(
          Reason.UNKNOWN_VERSION,
          "it is of version %d (expected: %d)".formatted(version, SnapshotFile.VERSION));
    }
    return keys.stream().anyMatch(key -> isSigned(file, key))
        ? decrypt(file)
        : new Refused(
            Reason.NOT_SIGNED, "no key that is known here has signed it, or it was changed since");
  }

  private static boolean isSigned(byte[] file, PublicKey key) {
    try {
      int length = file.length - SnapshotFile.SIGNATURE_BYTES;
      Signature signature = Signature.getInstance(SigningKeys.ALGORITHM);
      signature.initVerify(key);
      signature.update(file, 0, length);
      return signature.verify(file, length, SnapshotFile.SIGNATURE_BYTES);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private Opening decrypt(byte[] file) {
    byte[] head = Arrays.copyOf(file, SnapshotFile.HEAD_BYTES);
    byte[] sealed =
        Arrays.copyOfRange(
            file, SnapshotFile.HEAD_BYTES, file.length - SnapshotFile.SIGNATURE_BYTES);
    for (Secret secret : secrets) {
      try {
        return unpack(file, DerivedKey.of(secret, SnapshotFile.PURPOSE).open(sealed, head));
      } catch (GeneralSecurityException _) {
        // the next may be the one
      }
    }
    return new Refused(Reason.OTHER_SECRET, "it was encrypted by another secret");
  }

  private static Opening unpack(byte[] file, byte[] packed) {
    try {
      return new Opened(SnapshotFile.writtenAt(file), PackedPages.unpack(Buffer.buffer(packed)));
    } catch (IOException | RuntimeException e) {
      return new Refused(Reason.UNREADABLE, "its pages can't be read: " + e.getMessage());
    }
  }
}
