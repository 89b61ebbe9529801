package dev.headwater.edge.respond;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/** The connection of a request, as far as Vert.x doesn't show it. Event-loop confined. */
public record Wire(HttpServerRequest request) {
  /** What {@link #position()} is while nothing waits to leave. */
  static final long EMPTY = -1;

  private ChannelHandlerContext channel() {
    return ((HttpServerConnection) request.connection()).channelHandlerContext();
  }

  /** Whether other requests share the connection, each in a stream of its own. */
  boolean hasStreams() {
    return channel().handler() instanceof Http2ConnectionHandler;
  }

  /** Whether a stream may bring more than the head of its request, which need not be announced. */
  public boolean sendsMore() {
    if (!(channel().handler() instanceof Http2ConnectionHandler streams)) {
      return false;
    }
    Http2Stream stream = streams.connection().stream(request.streamId());
    return stream != null && stream.state().remoteSideOpen();
  }

  /** Another number whenever bytes have left the connection; {@link #EMPTY} with none to leave. */
  long position() {
    ChannelOutboundBuffer waiting = channel().channel().unsafe().outboundBuffer();
    if (waiting == null || waiting.isEmpty()) {
      return EMPTY;
    }
    long position = 31L * System.identityHashCode(waiting.current()) + waiting.currentProgress();
    return (31L * position + waiting.totalPendingWriteBytes()) & Long.MAX_VALUE;
  }

  /**
   * Ends the response so that nobody takes it for whole, also where its end was handed over but has
   * not left: then Vert.x would do nothing.
   */
  void cut() {
    ChannelHandlerContext channel = channel();
    if (!(channel.handler() instanceof Http2ConnectionHandler streams)) {
      close();
    } else if (streams.connection().stream(request.streamId()) != null) {
      long code = Http2Error.INTERNAL_ERROR.code();
      streams
          .resetStream(channel, request.streamId(), code, channel.newPromise())
          .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
      channel.flush();
    }
  }

  /** Closes the connection, whatever still waits to leave it. */
  void close() {
    channel().close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }
}
