package dev.headwater.edge.fill;

import dev.headwater.edge.http.caching.VaryKey;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.stored.Variants;
import org.jspecify.annotations.Nullable;

/** What of a request selects among the responses of a key, as far as those that are kept tell. */
final class Selectors {
  private Selectors() {}

  static void append(@Nullable Variants variants, Fields request, StringBuilder key) {
    if (variants == null) {
      return;
    }
    VaryKey latest = variants.responses().getFirst().head().vary();
    if (!latest.vary().names().isEmpty()) {
      key.append('\n').append(latest.vary().key(request, FieldList.empty()).values());
    }
  }
}
