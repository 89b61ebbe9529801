package dev.headwater.media.encryption;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts whole segments, as METHOD=AES-128 without an IV wants it: AES-128 in CBC with PKCS #7
 * padding, from a vector that is the media sequence number (draft-pantos-hls-rfc8216bis, sections
 * 4.4.4.4 and 5.2). A key is for one rendition: two would have segments of one number. Immutable.
 */
public final class SegmentCipher {
  /** Of the key, and of what is encrypted at a time. */
  public static final int BLOCK_BYTES = 16;

  private static final String CIPHER = "AES/CBC/PKCS5Padding"; // what the JDK calls PKCS #7

  private final SecretKey key;

  private SegmentCipher(SecretKey key) {
    this.key = key;
  }

  /** Fails with IllegalArgumentException unless the key has 16 bytes. */
  public static SegmentCipher of(byte[] key) {
    if (key.length != BLOCK_BYTES) {
      throw new IllegalArgumentException("key: " + key.length + " bytes (expected: 16)");
    }
    return new SegmentCipher(new SecretKeySpec(key, "AES"));
  }

  /** How long a segment is when it is encrypted: padded always, at least by one byte. */
  public static long encryptedBytes(long plainBytes) {
    return (plainBytes / BLOCK_BYTES + 1) * BLOCK_BYTES;
  }

  /** What is written to it comes to {@code out} encrypted; closing it ends and closes both. */
  public OutputStream encrypting(OutputStream out, long mediaSequence) {
    return new CipherOutputStream(out, cipher(mediaSequence));
  }

  /** A whole segment, encrypted, by its pieces one after the other. */
  public ByteBuffer encrypt(List<ByteBuffer> pieces, long mediaSequence) {
    long plain = pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    ByteBuffer encrypted = ByteBuffer.allocate(Math.toIntExact(encryptedBytes(plain)));
    Cipher cipher = cipher(mediaSequence);
    try {
      for (ByteBuffer piece : pieces) {
        cipher.update(piece.duplicate(), encrypted);
      }
      cipher.doFinal(ByteBuffer.allocate(0), encrypted);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // neither room nor padding can be missing
    }
    return encrypted.flip();
  }

  private Cipher cipher(long mediaSequence) {
    byte[] vector = ByteBuffer.allocate(BLOCK_BYTES).putLong(0).putLong(mediaSequence).array();
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(CIPHER + " is missing from this JDK", e);
    }
  }
}
