package dev.headwater.edge.source.upstream;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.internal.net.NetSocketInternal;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection to an upstream server, with one exchange at a time. Vert.x's own HTTP
 * client takes interim responses that it doesn't know for final ones, after which answers no longer
 * match their questions; here they are read one layer below it. Event-loop confined.
 */
final class Connection {
  /** Comes after the last message, however much of what was before is still paused. */
  private enum End {
    CLOSED
  }

  /** Who gives connections out. */
  interface Owner {
    /** The exchange has ended, and another may begin. */
    void released(Connection connection);

    /** No exchange will begin any more. Called once. */
    void closed(Connection connection);
  }

  private final NetSocketInternal socket;
  private final Owner owner;
  private final ResponseDecoder decoder = new ResponseDecoder();
  private @Nullable Exchange exchange;
  private boolean used;
  private boolean releasing;
  private boolean closed;

  Connection(NetSocketInternal socket, Owner owner) {
    this.socket = socket;
    this.owner = owner;
    ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
    pipeline.addBefore("handler", "encoder", new HttpRequestEncoder());
    pipeline.addBefore("handler", "decoder", decoder);
    pipeline.addBefore("handler", "end", new EndOfConnection());
    socket.messageHandler(this::handle);
    socket.readCompletionHandler(_ -> readCompleted());
    socket.exceptionHandler(_ -> close()); // the exchange learns of it as of any other end
  }

  /** Turns the end into a message, so that it keeps its place behind the others. */
  private static final class EndOfConnection extends ChannelInboundHandlerAdapter {
    @Override
    public void channelInactive(ChannelHandlerContext context) {
      context.fireChannelRead(End.CLOSED);
      context.fireChannelInactive();
    }
  }

  /** Whether an exchange has ended here before, so that the upstream may be about to close it. */
  boolean isUsed() {
    return used;
  }

  boolean isClosed() {
    return closed;
  }

  void begin(Exchange next, String method) {
    if (exchange != null || closed) {
      throw new IllegalStateException("connection: busy or closed (expected: idle)");
    }
    exchange = next;
    decoder.answers(method);
  }

  /** What can't be written shows as the end of the connection. */
  void write(Object message) {
    socket.writeMessage(message).onFailure(_ -> close());
  }

  boolean isFull() {
    return socket.writeQueueFull();
  }

  void onDrained(@Nullable Handler<Void> handler) {
    socket.drainHandler(handler);
  }

  void pause() {
    socket.pause();
  }

  void resume() {
    socket.resume();
  }

  /**
   * The exchange has ended well. What came with its last bytes shows before the next one begins.
   */
  void finished(boolean reusable) {
    exchange = null;
    used = true;
    releasing = reusable;
    socket.drainHandler(null);
    if (reusable) {
      socket.resume(); // the reader may have had enough with the last piece
    } else {
      close();
    }
  }

  /** Gives up the exchange, if there is one, and drops what is still to come. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    Exchange broken = exchange;
    exchange = null;
    owner.closed(this);
    socket.resume(); // hands over what is held back, so that its memory is given back
    closeNow();
    if (broken != null) {
      broken.broken();
    }
  }

  /** Without waiting for what is not written yet: the upstream may never take it. */
  private void closeNow() {
    socket
        .channelHandlerContext()
        .close()
        .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  private void handle(Object message) {
    try {
      if (closed) {
        return;
      }
      if (exchange != null && message instanceof HttpObject part) {
        receive(exchange, part);
      } else {
        close(); // the end, or bytes that nobody asked for: they may be meant for another client
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void receive(Exchange current, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      current.fail(malformed("the upstream's response can't be read"));
    } else {
      current.receive(part);
    }
  }

  private void readCompleted() {
    if (releasing && !closed) {
      releasing = false;
      owner.released(this);
    }
  }

  static FailureException malformed(String detail) {
    return new FailureException(new Failure.SourceMalformed(detail));
  }
}
