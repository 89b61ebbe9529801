package dev.headwater.platform.snapshot;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * A snapshot as it lies in the store. Its parts are: four letters; one byte for the version; when
 * it was written, in milliseconds since the epoch, in eight bytes; the packed pages, sealed with
 * what stands before them as their place; and an Ed25519 signature (RFC 8032) of all of that.
 */
public final class SnapshotFile {
  /** Where it lies; there is only one. */
  public static final String KEY = "feed/snapshot";

  /** Of a file that is written or read; far above what a feed is kept at. */
  public static final int MAX_BYTES = 64 << 20;

  static final byte VERSION = 1;
  static final int SIGNATURE_BYTES = 64;
  static final int HEAD_BYTES = 4 + 1 + Long.BYTES;

  /** What keys of it are derived for. */
  static final String PURPOSE = "headwater: snapshot of the feed";

  private static final byte[] MAGIC = "HWFS".getBytes(US_ASCII);

  private SnapshotFile() {}

  static byte[] head(Instant writtenAt) {
    return ByteBuffer.allocate(HEAD_BYTES)
        .put(MAGIC)
        .put(VERSION)
        .putLong(writtenAt.toEpochMilli())
        .array();
  }

  static boolean isOne(byte[] file) {
    return file.length > HEAD_BYTES + SIGNATURE_BYTES
        && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static int version(byte[] file) {
    return Byte.toUnsignedInt(file[MAGIC.length]);
  }

  static Instant writtenAt(byte[] file) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(file).getLong(MAGIC.length + 1));
  }
}
