package dev.headwater.edge.crowd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Viewers who all ask for the same thing at once, as cheaply as can be: they share the machine with
 * whom they ask. Confined to one thread.
 */
final class Crowd implements AutoCloseable {
  /** What a node lets one connection have: what Vert.x says by default. */
  private static final int STREAMS = 100;

  /** Over which protocol viewers ask. */
  enum Protocol {
    HTTP_1("HTTP/1.1"),
    HTTP_2("HTTP/2");

    final String text;

    Protocol(String text) {
      this.text = text;
    }
  }

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("crowd", true), EpollIoHandler.newFactory());
  private final List<Connection> connections = new ArrayList<>();
  private final int viewers;

  /** A connection of one viewer or more. */
  interface Connection {
    /** On its event loop. */
    void ask(String target, Answers answers);

    Channel channel();
  }

  private Crowd(int viewers) {
    this.viewers = viewers;
  }

  static Crowd of(int viewers, Protocol protocol, int port) throws InterruptedException {
    Crowd crowd = new Crowd(viewers);
    int each = protocol == Protocol.HTTP_2 ? STREAMS : 1;
    for (int left = viewers; left > 0; left -= each) {
      crowd.open(protocol, Math.min(left, each), port);
    }
    return crowd;
  }

  private void open(Protocol protocol, int streams, int port) throws InterruptedException {
    ChannelFuture _ =
        new Bootstrap()
            .group(loops)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    switch (protocol) {
                      case HTTP_1 -> add(channel, new Http1Connection(channel));
                      case HTTP_2 -> add(channel, new Http2Connection(channel, streams));
                    }
                  }
                })
            .connect("127.0.0.1", port)
            .sync();
  }

  private <C extends ChannelHandler & Connection> void add(Channel channel, C connection) {
    channel.pipeline().addLast(connection);
    synchronized (connections) {
      connections.add(connection);
    }
  }

  int size() {
    return viewers;
  }

  /** All ask now. */
  Answers ask(String target) {
    Answers answers = new Answers(viewers);
    synchronized (connections) {
      for (Connection connection : connections) {
        connection.channel().eventLoop().execute(() -> connection.ask(target, answers));
      }
    }
    return answers;
  }

  @Override
  public void close() {
    Future<?> _ = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
