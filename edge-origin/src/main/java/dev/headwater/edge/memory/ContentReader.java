package dev.headwater.edge.memory;

import io.netty.buffer.ByteBuf;

/**
 * One client's way through content that may still be arriving. It holds no reference: whoever made
 * it does, until the last write has ended. Event-loop confined.
 */
public interface ContentReader {
  /** What became of asking for more. */
  sealed interface Next {
    /** Bytes to write; the memory is the content's. */
    record Bytes(ByteBuf bytes, boolean last) implements Next {}

    /** None yet: the callback is called, once, when that has changed. */
    record Later() implements Next {}

    /** All has been given. */
    record End() implements Next {}

    /** The rest will never come. */
    record Failed(Throwable cause) implements Next {}
  }

  /** The next bytes in one piece, at most so many. */
  Next next(int most, Runnable whenMore);

  /** What was given so far has been written, and is no longer needed for this client. */
  void written();

  /** The client needs no more; to be called once, also after the end. */
  void close();
}
