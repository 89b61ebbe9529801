package dev.headwater.edge.fill;

import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.platform.runtime.WorkerThreads;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses a response once, when it is filled, off the event loops. */
final class Compression {
  /** Below this, the frame eats the gain and everything fits one packet anyway. */
  private static final int LEAST_BYTES = 256;

  private Compression() {}

  /** The response with a gzip encoding where that is smaller; takes over the reference. */
  static Future<StoredResponse> compress(Vertx vertx, StoredResponse response) {
    if (response.identity().readableBytes() < LEAST_BYTES) {
      return Future.succeededFuture(response);
    }
    return WorkerThreads.run(vertx, () -> gzip(response.identity()))
        .map(gzip -> withGzip(response, gzip))
        .onFailure(_ -> response.release());
  }

  private static StoredResponse withGzip(StoredResponse response, byte[] gzip) {
    if (gzip.length >= response.identity().readableBytes()) {
      return response;
    }
    ByteBuf direct = Unpooled.directBuffer(gzip.length, gzip.length).writeBytes(gzip);
    StoredResponse both =
        new StoredResponse(response.metadata(), response.identity().retain(), direct);
    response.release();
    return both;
  }

  private static byte[] gzip(ByteBuf identity) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(identity.readableBytes() / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed);
        ByteBufInputStream bytes = new ByteBufInputStream(identity.duplicate())) {
      bytes.transferTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen in memory", e);
    }
    return compressed.toByteArray();
  }
}
