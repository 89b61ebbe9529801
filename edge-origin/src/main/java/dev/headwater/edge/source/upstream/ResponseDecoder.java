package dev.headwater.edge.source.upstream;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/**
 * Reads HTTP/1.x responses within limits, each by the method that it answers. Event-loop confined.
 */
final class ResponseDecoder extends HttpResponseDecoder {
  /** Bounds a header section, and a trailer section; what CDNs accept is a quarter of it. */
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  /** Bounds the status line: a reason phrase longer than this is noise. */
  private static final int MAX_STATUS_LINE_BYTES = 4 * 1024;

  /** Bounds one piece of content, whatever the upstream's own chunks are. */
  private static final int MAX_PIECE_BYTES = 64 * 1024;

  private String method = "";

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
  }

  /** Whether bytes have come that belong to no message yet. */
  boolean hasRest() {
    return actualReadableBytes() > 0;
  }

  /** RFC 9112, section 6.3, rule 1; those that go by the status are known above. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return method.equals("HEAD") || super.isContentAlwaysEmpty(message);
  }
}
