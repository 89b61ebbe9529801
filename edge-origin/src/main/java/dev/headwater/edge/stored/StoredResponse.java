package dev.headwater.edge.stored;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.memory.Body;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCounted;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A response and the memory of its content, counted by reference: whoever holds one for longer than
 * a call retains it, and releases it exactly once. Thread-safe; only a body that is arriving
 * changes.
 */
public final class StoredResponse extends AbstractReferenceCounted {
  private final StoredHead head;
  private final Content content;
  private final @Nullable Body gzip;
  private volatile @Nullable SentFields sent;

  /** Takes over the caller's references to the bodies. */
  public StoredResponse(StoredHead head, Content content, @Nullable Body gzip) {
    this.head = head;
    this.content = content;
    this.gzip = gzip;
  }

  public StoredResponse(StoredHead head, Content content) {
    this(head, content, null);
  }

  /** The same content under another head; the caller owns the new reference. */
  public StoredResponse withHead(StoredHead other) {
    content.bodies().forEach(Body::retain);
    return new StoredResponse(other, content, gzip == null ? null : gzip.retain());
  }

  public StoredHead head() {
    return head;
  }

  public int status() {
    return head.status();
  }

  public Content content() {
    return content;
  }

  /** The whole content compressed, where it is worth compressing. */
  public @Nullable Body gzip() {
    return gzip;
  }

  /** Whether a request selects it (RFC 9111, section 4.1). */
  public boolean matches(Fields request) {
    return head.vary().matches(request);
  }

  /** Bytes of memory that this accounts for, overhead included. */
  public long weightBytes() {
    return head.sizeBytes() + content.sizeBytes() + (gzip == null ? 0 : gzip.sizeBytes());
  }

  /** The fields of its answers, made when it is first sent. */
  public SentFields sent(Function<StoredHead, SentFields> encoding) {
    SentFields made = sent;
    if (made == null) {
      made = encoding.apply(head);
      sent = made;
    }
    return made;
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
    for (Body body : content.bodies()) {
      body.abandon();
      body.release();
    }
    if (gzip != null) {
      gzip.release();
    }
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }
}
