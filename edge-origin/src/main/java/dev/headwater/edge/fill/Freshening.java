package dev.headwater.edge.fill;

import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StoredFields;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Validation;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.rule.CachingRule;
import dev.headwater.edge.rule.CachingRule.Verdict;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.tier.MemoryTier;

/** Brings what is stored up to date (RFC 9111, sections 4.3.4 and 4.3.5). Thread-safe. */
final class Freshening {
  private final MemoryTier memory;

  Freshening(MemoryTier memory) {
    this.memory = memory;
  }

  /** The stored response with the fields of a 304; the caller owns the new reference. */
  StoredResponse updated(StoredResponse stored, SourceAnswer answer, CachingRule rule) {
    return updated(
        stored,
        answer.response().head().fields(),
        answer.timing(),
        rule,
        new Generation(stored.head().generation().names(), answer.generation().sequence()));
  }

  private static StoredResponse updated(
      StoredResponse stored,
      FieldList received,
      Timing timing,
      CachingRule rule,
      Generation generation) {
    FieldList fields = Validation.updated(stored.head().fields(), received);
    CachingTerms terms = rule.validated(new ResponseHead(stored.status(), fields), timing);
    return stored.withHead(
        StoredHead.of(
            stored.status(),
            StoredFields.of(fields, rule.omitted(), timing.responseMillis()),
            terms,
            stored.head().vary(),
            generation));
  }

  /** What a 200 to HEAD tells of what is stored: that it still holds, or that it doesn't. */
  void seen(CacheRequest request, SourceAnswer answer) {
    if (request.head().isHead() && answer.status() == 200) {
      FieldList received = answer.response().head().fields();
      memory.replace(
          request.key(),
          stored -> {
            if (!stored.matches(request.selecting())) {
              return stored.retain();
            }
            return Validation.isConfirmedByHead(stored.head().fields(), received)
                ? confirmed(stored, received, request, answer.timing())
                : stale(stored, answer.timing().responseMillis());
          });
    }
  }

  private static StoredResponse confirmed(
      StoredResponse stored, FieldList received, CacheRequest request, Timing timing) {
    StoredResponse updated = updated(stored, received, timing, request.rule(), stored.generation());
    if (judge(updated.head(), request, timing) instanceof Verdict.Keep) {
      return updated;
    }
    updated.release();
    return stale(stored, timing.responseMillis());
  }

  /** Whether a response may still be kept once its fields were updated. */
  static Verdict judge(StoredHead updated, CacheRequest request, Timing timing) {
    return request
        .rule()
        .judge(
            request.asGet(),
            request.uri(),
            new ResponseHead(updated.status(), updated.fields()),
            timing);
  }

  private static StoredResponse stale(StoredResponse stored, long nowMillis) {
    return stored.withHead(stored.head().stale(nowMillis, stored.generation()));
  }
}
