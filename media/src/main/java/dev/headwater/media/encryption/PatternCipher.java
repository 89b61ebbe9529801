package dev.headwater.media.encryption;

import dev.headwater.media.isobmff.Protection.Pattern;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Encrypts runs of bytes in place: whole blocks in turns, each run from the vector again (ISO/IEC
 * 23001-7, sections 9.6 and 10.4). Confined to one thread.
 */
final class PatternCipher {
  private static final int BLOCK_BYTES = SegmentCipher.BLOCK_BYTES;

  private final Cipher cipher;
  private final Pattern pattern;
  private byte[] gathered = new byte[0];

  PatternCipher(CbcsKey key, Pattern pattern) {
    this.cipher = key.cipher();
    this.pattern = pattern;
  }

  /** What is less than a block at the end stays as it is. */
  void encrypt(byte[] bytes, int offset, int length) {
    if (pattern.equals(Pattern.WHOLE)) {
      encryptBlocks(bytes, offset, length - length % BLOCK_BYTES);
      return;
    }
    int size = gather(bytes, offset, length);
    encryptBlocks(gathered, 0, size);
    scatter(bytes, offset, size);
  }

  private void encryptBlocks(byte[] bytes, int offset, int size) {
    try {
      cipher.doFinal(bytes, offset, size, bytes, offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("CBC of " + size + " bytes", e);
    }
  }

  /** The blocks to be encrypted, one after the other; returns their bytes. */
  private int gather(byte[] bytes, int offset, int length) {
    int crypt = pattern.crypt() * BLOCK_BYTES;
    int period = crypt + pattern.skip() * BLOCK_BYTES;
    int most = (length / period + 1) * crypt;
    if (gathered.length < most) {
      gathered = new byte[most];
    }
    int size = 0;
    for (int at = 0; length - at >= BLOCK_BYTES; at += period) {
      int run = Math.min(crypt, (length - at) / BLOCK_BYTES * BLOCK_BYTES);
      System.arraycopy(bytes, offset + at, gathered, size, run);
      size += run;
    }
    return size;
  }

  private void scatter(byte[] bytes, int offset, int size) {
    int crypt = pattern.crypt() * BLOCK_BYTES;
    int period = crypt + pattern.skip() * BLOCK_BYTES;
    for (int from = 0, to = offset; from < size; from += crypt, to += period) {
      System.arraycopy(gathered, from, bytes, to, Math.min(crypt, size - from));
    }
  }
}
