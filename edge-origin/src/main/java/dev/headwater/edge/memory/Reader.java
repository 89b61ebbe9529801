package dev.headwater.edge.memory;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A way through one body. Event-loop confined, but for being woken. */
final class Reader implements ContentReader {
  private static final Next LATER = new Next.Later();
  private static final Next END = new Next.End();

  private final Body body;
  private final Executor loop;
  private final long end;
  private long position;
  private @Nullable Runnable more;

  /** Bytes before this position were written, and are no longer needed. */
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

  @Override
  public Next next(int most, Runnable whenMore) {
    if (position >= end) {
      return END;
    }
    ByteBuf bytes = body.read(position, (int) Math.min(most, end - position));
    if (bytes != null) {
      position += bytes.readableBytes();
      return new Next.Bytes(bytes, position >= end || body.hasEndedWellAt(position));
    }
    more = whenMore;
    if (body.waits(position, this)) {
      return LATER;
    }
    more = null;
    Throwable failure = body.failureAt(position);
    if (failure != null) {
      return new Next.Failed(failure);
    }
    return body.hasEndedWellAt(position) ? END : next(most, whenMore);
  }

  @Override
  public void written() {
    given = position;
    body.advanced();
  }

  @Override
  public void close() {
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
