package dev.headwater.edge.crowd;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some viewers, each on a stream of one connection of HTTP/2 (RFC 9113). Event-loop confined. */
final class Http2Connection extends ByteToMessageDecoder implements Crowd.Connection {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** Section 6.9.1: the most; what is there before any update. */
  private static final int WINDOW = Integer.MAX_VALUE;

  private static final int FIRST_WINDOW = 65_535;
  private static final int HEAD = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;

  /** RFC 7541, appendix A: {@code :status: 200}. */
  private static final int OK = 0x88;

  private final Channel channel;
  private final int streams;
  private @Nullable Answers answers;
  private int nextStream = 1;
  private int taken;

  Http2Connection(Channel channel, int streams) {
    this.channel = channel;
    this.streams = streams;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf out = context.alloc().buffer();
    out.writeCharSequence(PREFACE, StandardCharsets.US_ASCII);
    frame(out, SETTINGS, 0, 0, 6).writeShort(4).writeInt(WINDOW); // of each stream
    frame(out, WINDOW_UPDATE, 0, 0, 4).writeInt(WINDOW - FIRST_WINDOW);
    ChannelFuture _ = context.writeAndFlush(out);
  }

  @Override
  public void ask(String target, Answers into) {
    answers = into;
    ByteBuf fields = channel.alloc().buffer();
    fields.writeByte(0x82).writeByte(0x86); // :method: GET, :scheme: http
    literal(fields, 4, target);
    literal(fields, 1, "127.0.0.1");
    ByteBuf out = channel.alloc().buffer(streams * (HEAD + fields.readableBytes()));
    for (int i = 0; i < streams; i++) {
      frame(out, HEADERS, END_STREAM | END_HEADERS, nextStream, fields.readableBytes())
          .writeBytes(fields, fields.readerIndex(), fields.readableBytes());
      nextStream += 2;
    }
    fields.release();
    ChannelFuture _ = channel.writeAndFlush(out);
  }

  /** RFC 7541, section 6.2.2: not indexed, its name by its place in the static table. */
  private static void literal(ByteBuf out, int name, String value) {
    out.writeByte(name).writeByte(value.length());
    out.writeCharSequence(value, StandardCharsets.US_ASCII);
  }

  private static ByteBuf frame(ByteBuf out, int type, int flags, int stream, int length) {
    return out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int start = in.readerIndex();
    if (in.readableBytes() < HEAD || in.readableBytes() < HEAD + in.getUnsignedMedium(start)) {
      return;
    }
    int length = in.readUnsignedMedium();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    in.skipBytes(4);
    take(context, type, flags, in.readSlice(length));
  }

  private void take(ChannelHandlerContext context, int type, int flags, ByteBuf content) {
    switch (type) {
      case DATA -> {
        refill(context, content.readableBytes());
        came((flags & END_STREAM) != 0, true);
      }
      case HEADERS -> {
        boolean good = content.getUnsignedByte((flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES) == OK;
        came((flags & END_STREAM) != 0 || !good, good);
      }
      case RST_STREAM -> came(true, false);
      case SETTINGS -> answer(context, SETTINGS, flags, content.slice(0, 0));
      case PING -> answer(context, PING, flags, content);
      default -> {}
    }
  }

  private void came(boolean whole, boolean good) {
    Answers told = answers;
    if (whole && told != null) {
      told.came(good);
    }
  }

  private static void answer(ChannelHandlerContext context, int type, int flags, ByteBuf content) {
    if ((flags & ACK) == 0) {
      ByteBuf out = context.alloc().buffer();
      frame(out, type, ACK, 0, content.readableBytes()).writeBytes(content);
      ChannelFuture _ = context.writeAndFlush(out);
    }
  }

  private void refill(ChannelHandlerContext context, int bytes) {
    taken += bytes;
    if (taken > WINDOW / 2) {
      ByteBuf out = context.alloc().buffer();
      frame(out, WINDOW_UPDATE, 0, 0, 4).writeInt(taken);
      taken = 0;
      ChannelFuture _ = context.writeAndFlush(out);
    }
  }
}
