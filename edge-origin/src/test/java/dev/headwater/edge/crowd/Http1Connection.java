package dev.headwater.edge.crowd;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One viewer, on a connection of HTTP/1.1. Event-loop confined. */
final class Http1Connection extends ByteToMessageDecoder implements Crowd.Connection {
  private static final ByteBuf END = Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII);
  private static final String LENGTH = "\r\ncontent-length: ";

  private final Channel channel;
  private @Nullable Answers answers;

  Http1Connection(Channel channel) {
    this.channel = channel;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public void ask(String target, Answers into) {
    answers = into;
    ChannelFuture _ =
        channel.writeAndFlush(
            ByteBufUtil.writeAscii(
                channel.alloc(), "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int end = ByteBufUtil.indexOf(END, in);
    if (end < 0) {
      return;
    }
    String head = in.toString(in.readerIndex(), end - in.readerIndex(), StandardCharsets.US_ASCII);
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
    int stop = head.indexOf('\r', at);
    int length = Integer.parseInt(head.substring(at, stop < 0 ? head.length() : stop));
    int whole = end - in.readerIndex() + END.readableBytes() + length;
    if (in.readableBytes() >= whole) {
      in.skipBytes(whole);
      Answers told = answers;
      if (told != null) {
        told.came(head.startsWith("HTTP/1.1 200"));
      }
    }
  }
}
