package dev.headwater.edge.source.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads HTTP/1.x responses within limits, each by the method that it answers. Bytes that answer
 * nothing are never read as the beginning of the next response. Event-loop confined.
 */
final class ResponseDecoder extends HttpResponseDecoder {
  /** A message in the place of bytes that nobody asked for. */
  enum Unasked {
    BYTES
  }

  /** Bounds a header section, and a trailer section; what CDNs accept is a quarter of it. */
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  /** Bounds the status line: a reason phrase longer than this is noise. */
  private static final int MAX_STATUS_LINE_BYTES = 4 * 1024;

  /** Bounds one piece of content, whatever the upstream's own chunks are. */
  private static final int MAX_PIECE_BYTES = 64 * 1024;

  private String method = "";
  private boolean awaited;
  private boolean inFinal;

  ResponseDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_STATUS_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxChunkSize(MAX_PIECE_BYTES)
            .setAllowDuplicateContentLengths(true)); // equal ones only: RFC 9110, section 8.6
  }

  /** The next final response answers this method. */
  void answers(String requestMethod) {
    this.method = requestMethod;
    this.awaited = true;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (awaited) {
      super.decode(context, bytes, out);
      out.forEach(this::decoded);
    } else {
      bytes.skipBytes(bytes.readableBytes());
      out.add(Unasked.BYTES);
    }
  }

  private void decoded(Object part) {
    if (part instanceof HttpResponse head) {
      inFinal = head.status().code() / 100 != 1;
    }
    if (part instanceof LastHttpContent && inFinal) {
      awaited = false;
    }
  }

  /** RFC 9112, section 6.3, rule 1; those that go by the status are known above. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return method.equals("HEAD") || super.isContentAlwaysEmpty(message);
  }
}
