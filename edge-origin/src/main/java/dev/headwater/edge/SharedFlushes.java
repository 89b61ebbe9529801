package dev.headwater.edge;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Has answers on one connection of HTTP/2 leave together where they are there at once, as they are
 * for all who waited for one part. Event-loop confined.
 */
final class SharedFlushes {
  /** Answers of one write: what more there is does not fit a socket's buffer anyway. */
  private static final int MOST = 256;

  private SharedFlushes() {}

  static void set(HttpConnection connection) {
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    if (pipeline.get(Http2ConnectionHandler.class) != null
        && pipeline.get(FlushConsolidationHandler.class) == null) {
      pipeline.addFirst(new FlushConsolidationHandler(MOST, true));
    }
  }
}
