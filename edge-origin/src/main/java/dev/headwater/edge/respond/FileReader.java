package dev.headwater.edge.respond;

import dev.headwater.edge.memory.ContentReader;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/**
 * A way through a file, for connections whose bytes have to pass through the process. It reads a
 * piece when one is asked for. Event-loop confined.
 */
final class FileReader implements ContentReader {
  private static final Next LATER = new Next.Later();
  private static final Next END = new Next.End();

  private final AsyncFile file;
  private final long end;
  private long position;
  private boolean reading;
  private boolean closed;
  private @Nullable ByteBuf piece;
  private @Nullable Throwable failure;

  /** Takes the file over. */
  FileReader(AsyncFile file, long from, long end) {
    this.file = file;
    this.position = from;
    this.end = end;
  }

  @Override
  public Next next(int most, Runnable whenMore) {
    if (failure != null) {
      return new Next.Failed(failure);
    }
    ByteBuf here = piece;
    if (here != null) {
      piece = null;
      position += here.readableBytes();
      return new Next.Bytes(here, position >= end);
    }
    if (position >= end) {
      return END;
    }
    if (!reading) {
      read((int) Math.min(most, end - position), whenMore);
    }
    return LATER;
  }

  private void read(int bytes, Runnable whenRead) {
    reading = true;
    file.read(Buffer.buffer(bytes), 0, position, bytes)
        .onComplete((buffer, cause) -> {
          reading = false;
          if (closed) {
            file.close();
            return;
          }
          if (cause != null) {
            failure = cause;
          } else if (buffer.length() == 0) {
            failure = new EOFException("a file ended before byte " + end);
          } else {
            piece = ((BufferInternal) buffer).getByteBuf();
          }
          whenRead.run();
        });
  }

  @Override
  public void written() {}

  @Override
  public void close() {
    closed = true;
    if (!reading) {
      file.close();
    }
  }
}
