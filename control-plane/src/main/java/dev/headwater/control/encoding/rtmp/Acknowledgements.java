package dev.headwater.control.encoding.rtmp;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Tells the peer how much has come, each time that half its window has (section 5.4.3). */
public final class Acknowledgements {
  /** A peer that asks for less would get more acknowledgements than is good. */
  private static final int SMALLEST_WINDOW = 64 << 10;

  private long window = Replies.WINDOW;
  private long received;
  private long acknowledged;

  /** Takes over the window that a message names, where it does. */
  public void take(RtmpMessage message) {
    if (message.type() == MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE
        && message.payload().length >= Integer.BYTES) {
      long named = Integer.toUnsignedLong(ByteBuffer.wrap(message.payload()).getInt());
      window = Math.max(named, SMALLEST_WINDOW);
    }
  }

  /** What to send, if anything, now that so many bytes more have come. */
  public Optional<RtmpMessage> received(int bytes) {
    received += bytes;
    if (received - acknowledged < window / 2) {
      return Optional.empty();
    }
    acknowledged = received;
    return Optional.of(Replies.acknowledgement(received));
  }
}
