package dev.headwater.edge.fill;

import dev.headwater.edge.http.caching.CacheControl;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.rule.CachingRule;
import dev.headwater.edge.stored.Content;
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
  private static final long LEAST_BYTES = 256;

  /** Playlists and subtitles are smaller; clients wait while it is done. */
  private static final long MOST_BYTES = 4L << 20;

  private final Vertx vertx;
  private final Allocation allocation;

  Compression(Vertx vertx, Allocation allocation) {
    this.vertx = vertx;
    this.allocation = allocation;
  }

  /**
   * Whether it is worth it, and allowed (RFC 9110, section 7.7; RFC 9111, section 5.2.2.6): text of
   * known size that nobody has compressed or chosen before.
   */
  static boolean isFor(CachingRule rule, StoredResponse response) {
    long length = response.content().length().orElse(0);
    return rule.compresses()
        && response.status() == 200
        && length >= LEAST_BYTES
        && length <= MOST_BYTES
        && !response.head().fields().has("Content-Encoding")
        && !CacheControl.of(response.head().fields()).has("no-transform")
        && response.head().vary().vary().names().isEmpty();
  }

  /** The response with a gzip encoding where that is smaller; takes over the reference. */
  Future<StoredResponse> compress(StoredResponse response) {
    if (!(response.content() instanceof Content.Whole whole)) {
      return Future.succeededFuture(response);
    }
    ByteBuf bytes =
        Unpooled.wrappedUnmodifiableBuffer(whole.body().pieces().toArray(ByteBuf[]::new));
    return WorkerThreads.run(vertx, () -> gzip(bytes))
        .map(gzip -> withGzip(response, whole, gzip))
        .onFailure(_ -> response.release());
  }

  private StoredResponse withGzip(StoredResponse response, Content.Whole whole, byte[] gzip) {
    Body body =
        gzip.length < whole.body().length()
            ? allocation.of(Unpooled.wrappedBuffer(gzip))
            : null; // there is no room, or no gain
    if (body == null) {
      return response;
    }
    whole.body().retain();
    StoredResponse both = new StoredResponse(response.head(), whole, body);
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
