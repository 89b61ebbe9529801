package dev.headwater.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.TimeUnit;

/**
 * Tells when nothing has moved on a connection for a while. A write that is under way moves with
 * each byte that leaves; for Vert.x only its end would count. Event-loop confined.
 */
final class IdleLimit extends IdleStateHandler {
  /** Of the one that Vert.x sets. */
  private static final String NAME = "idle";

  IdleLimit(int seconds) {
    super(true, 0, 0, seconds, TimeUnit.SECONDS);
  }

  static void set(HttpConnection connection, int seconds) {
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    if (pipeline.get(NAME) != null) {
      pipeline.replace(NAME, NAME, new IdleLimit(seconds));
    }
  }

  /** Netty compares with what it saw before: at first it has seen nothing. */
  @Override
  protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) throws Exception {
    ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
    if (!event.isFirst() || waiting == null || waiting.isEmpty()) {
      super.channelIdle(context, event);
    }
  }
}
