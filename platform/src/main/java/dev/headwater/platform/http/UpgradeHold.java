package dev.headwater.platform.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends no answer on a connection that was upgraded to HTTP/2 (RFC 7540, section 3.2) before its
 * client's first SETTINGS: java.net.http.HttpClient of JDK 25 may lose what it reads between the
 * 101 and its own preface, and then waits for it for ever. Event-loop confined.
 */
public final class UpgradeHold extends ChannelOutboundHandlerAdapter {
  private @Nullable PendingWriteQueue held;

  private UpgradeHold() {}

  /** For a connection that has just begun to be one of HTTP/1.1 or HTTP/2. */
  public static void set(HttpConnection connection) {
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    if (pipeline.get(Http2ConnectionHandler.class) != null
        && pipeline.get(HttpRequestDecoder.class) != null) {
      UpgradeHold hold = new UpgradeHold();
      pipeline.addFirst(hold);
      connection.remoteSettingsHandler(_ -> {
        connection.remoteSettingsHandler(null);
        if (pipeline.context(hold) != null) { // it is open
          pipeline.remove(hold);
        }
      });
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    held = new PendingWriteQueue(context);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    Objects.requireNonNull(held).add(message, promise);
  }

  /** Also when the connection is closed: then it all fails. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    Future<?> _ = Objects.requireNonNull(held).removeAndWriteAll(); // each write has its own
    context.flush();
  }
}
