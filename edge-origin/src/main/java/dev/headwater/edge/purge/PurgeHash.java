package dev.headwater.edge.purge;

/**
 * Hashes of what purges name, 64 bits each, one character after the other, so that all prefixes of
 * a path are hashed on the way through it. Two names of one hash are purged together, which serves
 * nobody old bytes.
 */
final class PurgeHash {
  /** FNV-1a's. */
  private static final long BASIS = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  static final long OF_TAGS = BASIS ^ 't';
  static final long OF_PATHS = BASIS ^ 'p';
  static final long OF_PREFIXES = BASIS ^ 'x';

  private PurgeHash() {}

  static long of(long seed, CharSequence text, int length) {
    long hash = seed;
    for (int i = 0; i < length; i++) {
      hash = next(hash, text.charAt(i));
    }
    return end(hash);
  }

  static long next(long hash, char c) {
    return (hash ^ c) * PRIME;
  }

  /** Spreads what FNV leaves close together (the finaliser of MurmurHash3). */
  static long end(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
