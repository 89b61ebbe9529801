package dev.headwater.standalone.up;

import dev.headwater.engines.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What snapshots of the feed are signed and encrypted by. Immutable.
 *
 * @param signing the private key, in base64
 * @param verifying the public one
 */
record SnapshotKeys(String signing, String verifying, String secret) {
  private static final int SECRET_BYTES = 32;

  /** Those of a folder, made now if it has none. */
  static SnapshotKeys readOrCreate(DataFolder folder) throws IOException {
    if (!Files.exists(folder.snapshotVerifyingKey())) {
      KeyPair pair = generate();
      SecretFile.write(folder.snapshotSigningKey(), base64(pair.getPrivate().getEncoded()));
      SecretFile.write(folder.snapshotVerifyingKey(), base64(pair.getPublic().getEncoded()));
    }
    return new SnapshotKeys(
        Files.readString(folder.snapshotSigningKey()).strip(),
        Files.readString(folder.snapshotVerifyingKey()).strip(),
        SecretFile.readOrCreate(folder.snapshotSecret(), () -> SecretFile.randomHex(SECRET_BYTES)));
  }

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Ed25519 is missing from this JDK", e);
    }
  }

  private static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  @Override
  public String toString() {
    return "SnapshotKeys[***]";
  }
}
