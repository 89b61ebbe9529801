package dev.headwater.platform.snapshot;

import dev.headwater.platform.sealing.DerivedKey;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.List;

/**
 * Makes snapshots: encrypted for nodes, signed by control planes alone. Thread-safe; both secrets
 * may be replaced where they lie.
 *
 * @param signingKey an Ed25519 private key; see {@link SigningKeys}
 * @param secret what the key that nodes share is derived from
 */
public record SnapshotSeal(Secret signingKey, Secret secret) {
  /** Fails with IllegalArgumentException, naming the setting, where one is of no use. */
  public SnapshotSeal {
    DerivedKey.check("secret", secret);
    try {
      PrivateKey _ = SigningKeys.privateKey(signingKey);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("signing-key: " + e.getMessage(), e);
    }
  }

  /**
   * A file for the store. Takes a while for a large one.
   *
   * @param writtenAt all that the feed had by then is in it
   * @param packed see {@link PackedPages}
   */
  public byte[] seal(Instant writtenAt, List<Buffer> packed) {
    byte[] head = SnapshotFile.head(writtenAt);
    byte[] sealed = DerivedKey.of(secret, SnapshotFile.PURPOSE).seal(joined(packed), head);
    ByteBuffer file =
        ByteBuffer.allocate(head.length + sealed.length + SnapshotFile.SIGNATURE_BYTES);
    file.put(head).put(sealed);
    return file.put(signature(file.array(), file.position())).array();
  }

  private static byte[] joined(List<Buffer> packed) {
    Buffer joined = Buffer.buffer();
    packed.forEach(joined::appendBuffer);
    return joined.getBytes();
  }

  private byte[] signature(byte[] file, int length) {
    try {
      Signature signature = Signature.getInstance(SigningKeys.ALGORITHM);
      signature.initSign(SigningKeys.privateKey(signingKey));
      signature.update(file, 0, length);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(SigningKeys.ALGORITHM + " is missing from this JDK", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
