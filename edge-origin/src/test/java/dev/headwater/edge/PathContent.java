package dev.headwater.edge;

import io.vertx.core.buffer.Buffer;

/**
 * Content whose every byte follows from its path and its position, so that any part can be told.
 */
final class PathContent {
  private PathContent() {}

  static byte at(String path, long position) {
    long mixed = (path.hashCode() * 31L + position) * 0x9e3779b97f4a7c15L;
    return (byte) (mixed >>> 56);
  }

  static Buffer of(String path, long from, int bytes) {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = at(path, from + i);
    }
    return Buffer.buffer(content);
  }

  /** The first position that is another one than it should be; -1 where all are right. */
  static long firstWrong(String path, long from, Buffer part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.getByte(i) != at(path, from + i)) {
        return from + i;
      }
    }
    return -1;
  }
}
