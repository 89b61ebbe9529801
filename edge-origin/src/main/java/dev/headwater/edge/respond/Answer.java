package dev.headwater.edge.respond;

import dev.headwater.edge.fill.CacheRequest;
import dev.headwater.edge.fill.Lookup;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.stored.StoredResponse;

/**
 * A response that is to be sent, all decided. Whoever is given one takes over the reference in the
 * lookup.
 *
 * @param request as the cache saw it
 * @param lookup the response, and how it was come by
 * @param selection which part of it, in which encoding
 * @param dress the header fields it gets
 */
public record Answer(CacheRequest request, Lookup lookup, Selection selection, Dress dress) {
  StoredResponse stored() {
    return lookup.response();
  }

  long ageSeconds(long nowMillis) {
    return stored().head().terms().ageMillis(nowMillis) / 1000;
  }
}
