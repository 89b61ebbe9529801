package dev.headwater.edge.stored;

import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.caching.VaryKey;
import dev.headwater.edge.http.conditional.Validators;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.purge.Generation;
import java.time.Duration;

/**
 * What is known of a response without its content. Immutable.
 *
 * @param status as the source gave it; 200 where parts are held
 * @param fields to be sent with every answer
 * @param terms of its reuse
 * @param vary what requests have to share with the one that it answered
 * @param validators that stand in its fields
 * @param generation what purges go by
 */
public record StoredHead(
    int status,
    FieldList fields,
    CachingTerms terms,
    VaryKey vary,
    Validators validators,
    Generation generation) {
  /** Objects on the heap for entry, head and body, roughly. */
  private static final int OVERHEAD_BYTES = 1024;

  public static StoredHead of(
      int status, FieldList fields, CachingTerms terms, VaryKey vary, Generation generation) {
    return new StoredHead(
        status, fields, terms, vary, Validators.of(fields, terms.responseMillis()), generation);
  }

  /** The same that is stale from now on, in a later generation. */
  public StoredHead stale(long nowMillis, Generation later) {
    return new StoredHead(status, fields, terms.madeStale(nowMillis), vary, validators, later);
  }

  /** The same on other terms, that purges name otherwise. */
  public StoredHead with(CachingTerms others, Generation other) {
    return new StoredHead(status, fields, others, vary, validators, other);
  }

  /** Of a response that is handed on and not kept: only its age counts. */
  public static StoredHead passing(
      int status, FieldList fields, Timing timing, Generation generation) {
    CachingTerms terms =
        CachingTerms.given(
            new ResponseHead(status, fields), timing, Duration.ZERO, StaleTerms.FORBIDDEN);
    return of(status, fields, terms, Vary.of(fields).key(fields, fields), generation);
  }

  /** Bytes of heap that it takes, roughly. */
  long sizeBytes() {
    long bytes = OVERHEAD_BYTES;
    for (Field field : fields) {
      bytes += 2L * (field.name().length() + field.value().length());
    }
    return bytes;
  }
}
