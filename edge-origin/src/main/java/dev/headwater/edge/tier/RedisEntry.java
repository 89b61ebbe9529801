package dev.headwater.edge.tier;

import dev.headwater.edge.stored.ResponseMetadata;
import dev.headwater.edge.stored.StoredResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A response as bytes: validated-at (8), last-modified (8), length of the ETag (2), the ETag,
 * length of the identity encoding (4), length of the gzip encoding or -1 (4), and the two.
 */
final class RedisEntry {
  /** The end of the year 9999: what an HTTP date can say. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /** An opaque tag (RFC 9110, section 8.8.3), without what is not ASCII. */
  private static final Pattern ETAG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");

  private RedisEntry() {}

  static Buffer encode(StoredResponse response) {
    ResponseMetadata metadata = response.metadata();
    byte[] etag = metadata.etag().getBytes(StandardCharsets.ISO_8859_1);
    ByteBuf identity = response.identity();
    ByteBuf gzip = response.gzip();
    Buffer entry =
        Buffer.buffer(response.weightBytes())
            .appendLong(metadata.validatedAtMillis())
            .appendLong(metadata.lastModified().getEpochSecond())
            .appendShort((short) etag.length)
            .appendBytes(etag)
            .appendInt(identity.readableBytes())
            .appendInt(gzip == null ? -1 : gzip.readableBytes())
            .appendBuffer(BufferInternal.buffer(identity.duplicate()));
    return gzip == null ? entry : entry.appendBuffer(BufferInternal.buffer(gzip.duplicate()));
  }

  /** Fails with IndexOutOfBoundsException or IllegalArgumentException on a damaged entry. */
  static StoredResponse decode(Buffer entry) {
    long validatedAt = entry.getLong(0);
    Instant lastModified = lastModified(entry.getLong(8));
    int etagLength = entry.getUnsignedShort(16);
    String etag = entry.getString(18, 18 + etagLength, StandardCharsets.ISO_8859_1.name());
    if (!ETAG.matcher(etag).matches()) {
      throw new IllegalArgumentException("etag of a damaged entry");
    }
    int at = 18 + etagLength;
    int identityLength = entry.getInt(at);
    int gzipLength = entry.getInt(at + 4);
    at += 8;
    if (identityLength < 0
        || gzipLength < -1
        || entry.length() != at + (long) identityLength + Math.max(0, gzipLength)) {
      throw new IllegalArgumentException("length: " + entry.length() + " of a damaged entry");
    }
    ResponseMetadata metadata =
        new ResponseMetadata(validatedAt, identityLength, etag, lastModified);
    ByteBuf bytes = ((BufferInternal) entry).getByteBuf();
    ByteBuf gzip = gzipLength < 0 ? null : direct(bytes, at + identityLength, gzipLength);
    return new StoredResponse(metadata, direct(bytes, at, identityLength), gzip);
  }

  private static Instant lastModified(long epochSecond) {
    if (epochSecond < 0 || epochSecond > LAST_SECOND) {
      throw new IllegalArgumentException("last-modified: " + epochSecond + " of a damaged entry");
    }
    return Instant.ofEpochSecond(epochSecond);
  }

  private static ByteBuf direct(ByteBuf bytes, int offset, int length) {
    return Unpooled.directBuffer(length, length).writeBytes(bytes, offset, length);
  }
}
