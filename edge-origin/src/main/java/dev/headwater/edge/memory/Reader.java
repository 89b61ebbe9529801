package dev.headwater.edge.memory;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One client's way through a body. It holds no reference: whoever made it does, until the last
 * write has ended. Event-loop confined, but for being woken.
 */
public final class Reader {
  private final Body body;
  private final Executor loop;
  private final long end;
  private long position;
  private @Nullable Runnable more;

  /** Bytes that were written to the client and are no longer needed for it. */
  private volatile long given;

  /** Whether it is to be woken; guarded by the body. */
  boolean waits;

  Reader(Body body, long from, long bytes, Executor loop) {
    this.body = body;
    this.loop = loop;
    this.position = from;
    this.given = from;
    this.end = bytes == Long.MAX_VALUE ? bytes : from + bytes;
  }

  /** What became of asking for more. */
  public sealed interface Next {
    /** Bytes to write; the memory is the body's. */
    record Bytes(ByteBuf bytes, boolean last) implements Next {}

    /** None yet: the callback is called, once, when that has changed. */
    record Later() implements Next {}

    /** All has been given. */
    record End() implements Next {}

    /** The rest will never come. */
    record Failed(Throwable cause) implements Next {}
  }

  /** The next bytes in one piece, at most so many. */
  public Next next(int most, Runnable whenMore) {
    if (position >= end) {
      return new Next.End();
    }
    ByteBuf bytes = body.read(position, (int) Math.min(most, end - position));
    if (bytes != null) {
      position += bytes.readableBytes();
      return new Next.Bytes(bytes, position >= end || isLast());
    }
    more = whenMore;
    if (body.waits(position, this)) {
      return new Next.Later();
    }
    more = null;
    Throwable failure = body.failure();
    if (failure != null) {
      return new Next.Failed(failure);
    }
    return body.hasEndedAt(position) ? new Next.End() : next(most, whenMore);
  }

  private boolean isLast() {
    return body.failure() == null && body.hasEndedAt(position);
  }

  /** What was given so far has been written: the body may forget it. */
  public void written() {
    given = position;
    body.advanced();
  }

  /** The client needs no more. */
  public void close() {
    given = end;
    body.left(this);
  }

  long given() {
    return given;
  }

  void wake() {
    loop.execute(() -> {
      Runnable told = more;
      more = null;
      if (told != null) {
        told.run();
      }
    });
  }
}
