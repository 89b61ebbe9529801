package dev.headwater.edge.stored;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.purge.Validity;
import dev.headwater.edge.rule.CachingRule;
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
  private volatile @Nullable Sent sent;
  private volatile long sequence;

  /** Read and written without order: who misses what another thread noted looks once more. */
  private @Nullable CachingRule rule;

  /**
   * The fields of answers.
   *
   * @param basis what they depend on besides the head
   */
  private record Sent(Object basis, SentFields fields) {}

  /** Takes over the caller's references to the bodies. */
  public StoredResponse(StoredHead head, Content content, @Nullable Body gzip) {
    this.head = head;
    this.content = content;
    this.gzip = gzip;
    this.sequence = head.generation().sequence();
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

  /** Whether it is known to be as the rule has it. */
  @SuppressWarnings("ReferenceEquality") // another policy has rules of its own
  public boolean isBy(CachingRule one) {
    return rule == one;
  }

  /** It is as the rule has it. */
  public void goesBy(CachingRule one) {
    rule = one;
  }

  /** Up to which sequence no purge is known to have named it. */
  public long sequence() {
    return sequence;
  }

  /** Its generation as far as is known now. */
  public Generation generation() {
    return new Generation(head.generation().names(), sequence);
  }

  /** What purges say of it; where they say nothing, that is noted and not looked for again. */
  public Validity validity(PurgeTable purges) {
    long now = purges.applied(); // before looking: what is applied meanwhile counts next time
    long known = sequence;
    if (known >= now) {
      return Validity.VALID;
    }
    Validity found = purges.validity(head.generation().names(), known);
    if (found == Validity.VALID) {
      sequence = now; // a race leaves the lower of two, and more to look for
    }
    return found;
  }

  /** Bytes of memory that this accounts for, overhead included. */
  public long weightBytes() {
    return head.sizeBytes() + content.sizeBytes() + (gzip == null ? 0 : gzip.sizeBytes());
  }

  /**
   * The fields of its answers, made when it is first sent.
   *
   * @param basis what they depend on besides the head: they are made anew for another one
   */
  @SuppressWarnings("ReferenceEquality") // another policy has kinds of its own
  public SentFields sent(Object basis, Function<StoredHead, SentFields> encoding) {
    Sent made = sent;
    if (made == null || made.basis != basis) {
      made = new Sent(basis, encoding.apply(head));
      sent = made;
    }
    return made.fields;
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
