package dev.headwater.edge.redis;

import java.nio.charset.StandardCharsets;

/**
 * Which of a cluster's slots a key is in: CRC-16/XMODEM of its hash tag, or else of all of it
 * (Redis cluster specification, "Key distribution model" and "Hash tags"). Pure.
 */
final class HashSlot {
  static final int COUNT = 16_384;

  private static final int POLYNOMIAL = 0x1021;
  private static final int[] TABLE = table();

  private HashSlot() {}

  static int of(String key) {
    int crc = 0;
    for (byte one : hashed(key).getBytes(StandardCharsets.UTF_8)) {
      crc = ((crc << 8) & 0xffff) ^ TABLE[(crc >> 8) ^ (one & 0xff)];
    }
    return crc % COUNT;
  }

  /** What stands between the first brace and the next closing one, where that is something. */
  private static String hashed(String key) {
    int open = key.indexOf('{');
    int close = open < 0 ? -1 : key.indexOf('}', open);
    return close > open + 1 ? key.substring(open + 1, close) : key;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
      table[i] = crc & 0xffff;
    }
    return table;
  }
}
