package dev.headwater.edge.source.upstream;

import dev.headwater.edge.source.StallLimit;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * Sends a request's content as fast as the upstream takes it, and exactly as much as was announced:
 * a byte more or less would be read as another request (RFC 9112, section 11.2). Event-loop
 * confined.
 */
final class RequestContent {
  /** The length of content that is sent in chunks. */
  static final long UNKNOWN = -1;

  private final Connection connection;
  private final ReadStream<Buffer> content;
  private final StallLimit stall;
  private final Promise<Void> sent = Promise.promise();
  private final long length;
  private long bytes;
  private boolean ended;

  /**
   * Sends nothing yet.
   *
   * @param length what Content-Length says, or {@link #UNKNOWN}
   * @param stall runs while the upstream takes nothing
   */
  RequestContent(Connection connection, ReadStream<Buffer> content, long length, StallLimit stall) {
    this.connection = connection;
    this.content = content;
    this.length = length;
    this.stall = stall;
  }

  /** Completes when all is handed over; fails where the content does, or is not that long. */
  Future<Void> send() {
    try {
      content.exceptionHandler(sent::tryFail).handler(this::piece).endHandler(_ -> end());
    } catch (IllegalStateException e) { // HTTP/2 says so where the client has gone meanwhile
      ended = true;
      return Future.failedFuture(e);
    }
    connection.onDrained(_ -> {
      stall.stop();
      resume();
    });
    content.resume();
    return sent.future();
  }

  /** Sends no more. What is still to come is dropped, for whoever sends it waits to be read. */
  void stop() {
    stall.stop();
    sent.tryFail("stopped");
    resume();
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
    if (length != UNKNOWN && bytes > length) {
      sent.fail("content: more than " + length + " bytes");
      return;
    }
    connection.write(new DefaultHttpContent(Unpooled.wrappedBuffer(piece.getBytes())));
    if (connection.isFull()) {
      content.pause();
      stall.progressed();
    }
  }

  private void end() {
    ended = true;
    if (sent.future().isComplete()) {
      return;
    }
    stall.stop();
    if (length != UNKNOWN && bytes != length) {
      sent.fail("content: " + bytes + " bytes (expected: " + length + ")");
      return;
    }
    connection.write(LastHttpContent.EMPTY_LAST_CONTENT);
    sent.tryComplete();
  }
}
