package dev.headwater.edge.respond;

import dev.headwater.edge.fill.Lookup;
import dev.headwater.edge.memory.ContentReader;
import dev.headwater.edge.memory.ContentReader.Next;
import dev.headwater.edge.telemetry.RequestMeters;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.Consumer;

/**
 * Writes content to a client as it comes and as fast as the client takes it, and gives back what it
 * was given exactly once: when all is written, when a write fails, or when the client leaves while
 * there is nothing to write. Event-loop confined.
 */
final class Delivery {
  /** At the idle time of 75 s, a client must take at least 112 kbit/s. */
  static final int SLICE_BYTES = 1024 * 1024;

  private final HttpServerResponse response;
  private final ContentReader reader;
  private final boolean headAtOnce;
  private final Runnable release;
  private final Consumer<Throwable> failedEarly;
  private final RequestMeters meters;
  private long written;
  private boolean writing;
  private boolean over;

  /**
   * @param headAtOnce whether the client may learn of the head before there is any content
   * @param release gives back what the content lies in
   * @param failedEarly told where the content fails before anything was sent
   */
  Delivery(
      HttpServerResponse response,
      ContentReader reader,
      boolean headAtOnce,
      Runnable release,
      Consumer<Throwable> failedEarly,
      RequestMeters meters) {
    this.response = response;
    this.reader = reader;
    this.headAtOnce = headAtOnce;
    this.release = release;
    this.failedEarly = failedEarly;
    this.meters = meters;
  }

  /** Sends content that lies in one piece by one write, whose end is the end of all. */
  static void atOnce(
      HttpServerResponse response, ByteBuf piece, Lookup lookup, RequestMeters meters) {
    int length = piece.readableBytes();
    meters.leased();
    Future<Void> write;
    try {
      write = response.end(BufferInternal.buffer(piece));
    } catch (RuntimeException e) {
      write = Future.failedFuture(e); // it was over before it began
    }
    write.onComplete((_, failure) -> {
      lookup.release();
      meters.released(failure == null ? length : 0);
    });
  }

  void begin() {
    meters.leased();
    response.exceptionHandler(_ -> left());
    response.closeHandler(_ -> left());
    proceed();
  }

  private void proceed() {
    while (!over && !writing) {
      switch (reader.next(SLICE_BYTES, this::proceed)) {
        case Next.Bytes(ByteBuf bytes, boolean last) -> write(bytes, last);
        case Next.Later _ -> {
          if (headAtOnce && !response.headWritten()) {
            response.writeHead();
          }
          return;
        }
        case Next.End _ -> {
          response.end();
          finish();
        }
        case Next.Failed(Throwable cause) -> {
          finish();
          if (response.headWritten()) {
            response.reset(); // what was announced will never come: only a cut says so
          } else {
            failedEarly.accept(cause);
          }
        }
      }
    }
  }

  private void write(ByteBuf bytes, boolean last) {
    int length = bytes.readableBytes();
    writing = true;
    Future<Void> write =
        last
            ? response.end(BufferInternal.buffer(bytes))
            : response.write(BufferInternal.buffer(bytes));
    write.onComplete(result -> {
      writing = false;
      if (result.failed()) {
        finish();
        return;
      }
      written += length;
      reader.written();
      if (last) {
        finish();
      } else {
        proceed();
      }
    });
  }

  /** A write that is under way ends by itself, and holds the memory until then. */
  private void left() {
    if (!writing) {
      finish();
    }
  }

  private void finish() {
    if (!over) {
      over = true;
      reader.close();
      release.run();
      meters.released(written);
    }
  }
}
