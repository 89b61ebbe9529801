package dev.headwater.edge.stored;

import io.netty.buffer.ByteBuf;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCounted;
import org.jspecify.annotations.Nullable;

/**
 * A response and the off-heap memory of its bytes, counted by reference: whoever holds one for
 * longer than a call retains it, and releases it exactly once. Thread-safe; the bytes are never
 * changed.
 */
public final class StoredResponse extends AbstractReferenceCounted implements Stored {
  /** Entry, key, metadata, header fields and buffer objects on the heap, roughly. */
  private static final int OVERHEAD_BYTES = 1024;

  private final ResponseMetadata metadata;
  private final ByteBuf identity;
  private final @Nullable ByteBuf gzip;

  /** Takes over the caller's references to the buffers. */
  public StoredResponse(ResponseMetadata metadata, ByteBuf identity, @Nullable ByteBuf gzip) {
    this.metadata = metadata;
    this.identity = identity;
    this.gzip = gzip;
  }

  /** The same bytes, vouched for again; the caller owns the new reference. */
  public StoredResponse validatedAt(long millis) {
    return new StoredResponse(
        metadata.validatedAt(millis), identity.retain(), gzip == null ? null : gzip.retain());
  }

  public ResponseMetadata metadata() {
    return metadata;
  }

  @Override
  public long validatedAtMillis() {
    return metadata.validatedAtMillis();
  }

  /** The bytes, for use while the caller holds a reference. */
  public ByteBuf identity() {
    return identity;
  }

  /** The bytes compressed, where they are worth compressing. */
  public @Nullable ByteBuf gzip() {
    return gzip;
  }

  /** Bytes of memory that this accounts for, overhead included. */
  public int weightBytes() {
    return OVERHEAD_BYTES + identity.readableBytes() + (gzip == null ? 0 : gzip.readableBytes());
  }

  /** Whether a reference could be had: false where the last one was released meanwhile. */
  public boolean tryRetain() {
    try {
      retain();
      return true;
    } catch (IllegalReferenceCountException e) {
      return false;
    }
  }

  @Override
  public StoredResponse retain() {
    super.retain();
    return this;
  }

  @Override
  protected void deallocate() {
    identity.release();
    if (gzip != null) {
      gzip.release();
    }
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }
}
