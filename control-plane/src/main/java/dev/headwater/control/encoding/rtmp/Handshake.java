package dev.headwater.control.encoding.rtmp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * The server's side of the handshake (section 5.2): version and 1536 bytes come, the same and their
 * echo go, 1536 bytes come back. An offered digest is answered like any other bytes, which clients
 * accept. Confined to one thread.
 */
public final class Handshake {
  private static final int VERSION = 3;
  private static final int PACKET = 1536;

  /** Time and zero come before the random bytes. */
  private static final int RANDOM_AT = 8;

  private final byte[] hello = new byte[1 + PACKET];
  private int received;
  private final byte[] own = new byte[PACKET];

  /** A handshake whose random bytes come from {@code random}; they prove nothing. */
  public Handshake(Random random) {
    random.nextBytes(own);
    Arrays.fill(own, 0, RANDOM_AT, (byte) 0);
  }

  /**
   * Takes of {@code bytes} what belongs to the handshake.
   *
   * @return what to send: nothing, but for once
   */
  public byte[] take(ByteBuffer bytes) throws RtmpException {
    if (received <= PACKET) {
      return takeHello(bytes);
    }
    int length = Math.min(bytes.remaining(), 1 + 2 * PACKET - received);
    bytes.position(bytes.position() + length);
    received += length;
    return new byte[0];
  }

  private byte[] takeHello(ByteBuffer bytes) throws RtmpException {
    int length = Math.min(bytes.remaining(), hello.length - received);
    bytes.get(hello, received, length);
    received += length;
    if (received > 0 && hello[0] != VERSION) {
      throw RtmpException.of("version", hello[0], Integer.toString(VERSION));
    }
    return received == hello.length ? answer() : new byte[0];
  }

  private byte[] answer() {
    return ByteBuffer.allocate(1 + 2 * PACKET)
        .put((byte) VERSION)
        .put(own)
        .put(hello, 1, PACKET)
        .array();
  }

  /** Whether chunks come next. */
  public boolean done() {
    return received == 1 + 2 * PACKET;
  }
}
