package dev.headwater.edge.fill;

import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.rule.CachingRule;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.tier.MemoryTier;
import org.jspecify.annotations.Nullable;

/**
 * What is stored, as the rule of a request has it: another policy may have been in force when it
 * came, or on the node that it came from.
 */
final class Standing {
  private Standing() {}

  /** What memory has for a request; the caller owns a reference. */
  static @Nullable StoredResponse in(MemoryTier memory, CacheRequest request) {
    StoredResponse stored = memory.get(request.key(), request.selecting());
    return stored == null || stored.isBy(request.rule()) ? stored : judged(memory, request, stored);
  }

  /** Takes over the reference. */
  private static @Nullable StoredResponse judged(
      MemoryTier memory, CacheRequest request, StoredResponse stored) {
    CachingRule rule = request.rule();
    long largest = rule.largest(Tier.MEMORY);
    if (largest == 0 || stored.content().length().orElse(0) > largest) {
      stored.release();
      memory.remove(request.key());
      return null;
    }
    StoredHead head = head(request, stored);
    if (head.equals(stored.head())) {
      stored.goesBy(rule);
      return stored;
    }
    StoredResponse anew = stored.withHead(head);
    anew.goesBy(rule);
    memory.exchange(request.key(), stored, anew);
    anew.release();
    stored.release();
    return memory.get(request.key(), request.selecting()); // purges may name it otherwise now
  }

  private static StoredHead head(CacheRequest request, StoredResponse stored) {
    StoredHead head = stored.head();
    PurgeNames names = request.names(head.fields());
    return head.with(terms(request, stored), new Generation(names, head.generation().sequence()));
  }

  /** On which terms it may be used. */
  static CachingTerms terms(CacheRequest request, StoredResponse stored) {
    StoredHead head = stored.head();
    return request.rule().restated(head.terms(), head.status(), head.fields());
  }
}
