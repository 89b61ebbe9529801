package dev.headwater.edge.respond;

import dev.headwater.edge.fill.Lookup;
import dev.headwater.edge.memory.ContentReader;
import dev.headwater.edge.memory.ContentReader.Next;
import dev.headwater.edge.telemetry.RequestMeters;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.Consumer;

/**
 * Writes content to a client as it comes and as fast as the client takes it, and gives back what it
 * was given exactly once: when all is written, when a write fails, or when the client leaves while
 * there is nothing to write. Event-loop confined.
 */
final class Delivery {
  /** A segment by one write, which costs least. */
  private static final int PIECE_BYTES = 1024 * 1024;

  /**
   * Of a stream, only the end of a write shows that it moves: within {@link Stalls}' limit, a
   * client must take 35 kbit/s.
   */
  private static final int STREAM_PIECE_BYTES = 256 * 1024;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final ContentReader reader;
  private final boolean headAtOnce;
  private final Runnable release;
  private final Consumer<Throwable> failedEarly;
  private final Means means;
  private long written;
  private boolean writing;
  private boolean over;

  /** What all deliveries of an event loop share. */
  record Means(Stalls stalls, RequestMeters meters) {}

  /**
   * @param headAtOnce whether the client may learn of the head before there is any content
   * @param release gives back what the content lies in
   * @param failedEarly told where the content fails before anything was sent
   */
  Delivery(
      HttpServerRequest request,
      ContentReader reader,
      boolean headAtOnce,
      Runnable release,
      Consumer<Throwable> failedEarly,
      Means means) {
    this.request = request;
    this.response = request.response();
    this.reader = reader;
    this.headAtOnce = headAtOnce;
    this.release = release;
    this.failedEarly = failedEarly;
    this.means = means;
  }

  /** The most that one write to the client may have. */
  static int pieceBytes(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2 ? STREAM_PIECE_BYTES : PIECE_BYTES;
  }

  /** Sends content that lies in one piece by one write, whose end is the end of all. */
  static void atOnce(HttpServerRequest request, ByteBuf piece, Lookup lookup, Means means) {
    int length = piece.readableBytes();
    means.meters.leased();
    Future<Void> write;
    try {
      write = request.response().end(BufferInternal.buffer(piece));
    } catch (RuntimeException e) {
      write = Future.failedFuture(e); // it was over before it began
    }
    Stalls.Write underWay = means.stalls.begin(request);
    write.onComplete((_, failure) -> {
      underWay.over();
      lookup.release();
      means.meters.released(failure == null ? length : 0);
    });
  }

  void begin() {
    means.meters.leased();
    response.exceptionHandler(_ -> left());
    response.closeHandler(_ -> left());
    proceed();
  }

  private void proceed() {
    while (!over && !writing) {
      switch (reader.next(pieceBytes(request), this::proceed)) {
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
            new Wire(request).cut(); // what was announced will never come: only a cut says so
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
    Stalls.Write underWay = means.stalls.begin(request);
    write.onComplete(result -> {
      writing = false;
      underWay.over();
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
      means.meters.released(written);
    }
  }
}
