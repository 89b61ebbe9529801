package dev.headwater.edge.source.upstream;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.source.StallLimit;
import dev.headwater.platform.runtime.CallerContext;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * Sends a request's content as fast as the upstream takes it, and exactly as much as was announced:
 * a byte more or less would be read as another request (RFC 9112, section 11.2). Whoever keeps the
 * other waiting, client or upstream, has only so long. Event-loop confined.
 */
final class RequestContent {
  /** The length of content that is sent in chunks. */
  static final long UNKNOWN = -1;

  private static final Failure CUT =
      new Failure.Malformed("the request's content did not come as announced");

  private final Connection connection;
  private final ReadStream<Buffer> content;
  private final StallLimit coming;
  private final StallLimit taken;
  private final Promise<Void> sent;
  private final long length;
  private long bytes;
  private boolean ended;

  /**
   * Sends nothing yet.
   *
   * @param length what Content-Length says, or {@link #UNKNOWN}
   * @param stallMillis how long client and upstream may make too little progress
   */
  RequestContent(
      Vertx vertx,
      Connection connection,
      ReadStream<Buffer> content,
      long length,
      long stallMillis) {
    this.connection = connection;
    this.content = content;
    this.length = length;
    this.coming = new StallLimit(vertx, stallMillis, () -> fail(new Failure.RequestTimeout()));
    this.taken = new StallLimit(vertx, stallMillis, () -> fail(new Failure.SourceTimeout()));
    this.sent = CallerContext.promise(vertx);
  }

  /** Completes when all is handed over; fails with {@link FailureException}. */
  Future<Void> send() {
    try {
      content.exceptionHandler(_ -> fail(CUT)).handler(this::piece).endHandler(_ -> end());
    } catch (IllegalStateException e) { // HTTP/2 says so where the client has gone meanwhile
      ended = true;
      fail(CUT);
      return sent.future();
    }
    connection.onDrained(_ -> drained());
    coming.expect();
    content.resume();
    return sent.future();
  }

  private void drained() {
    taken.stop();
    if (!sent.future().isComplete()) {
      coming.expect();
    }
    resume();
  }

  /** Sends no more. What is still to come is dropped, for whoever sends it waits to be read. */
  void stop() {
    fail(CUT);
    resume();
  }

  private void fail(Failure failure) {
    coming.stop();
    taken.stop();
    sent.tryFail(new FailureException(failure));
  }

  /** HTTP/2 refuses to resume what has ended. */
  private void resume() {
    if (!ended) {
      content.resume();
    }
  }

  private void piece(Buffer piece) {
    if (sent.future().isComplete()) {
      return;
    }
    bytes += piece.length();
    coming.progressed(piece.length());
    taken.progressed(piece.length());
    if (length != UNKNOWN && bytes > length) {
      fail(CUT);
      return;
    }
    connection.write(new DefaultHttpContent(Unpooled.wrappedBuffer(piece.getBytes())));
    if (connection.isFull()) {
      content.pause();
      coming.stop();
      taken.expect();
    }
  }

  private void end() {
    ended = true;
    if (sent.future().isComplete()) {
      return;
    }
    coming.stop();
    taken.stop();
    if (length != UNKNOWN && bytes != length) {
      fail(CUT);
      return;
    }
    connection.write(LastHttpContent.EMPTY_LAST_CONTENT);
    sent.tryComplete();
  }
}
