package dev.headwater.edge.fill;

import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.stored.Variants;
import org.jspecify.annotations.Nullable;

/** What of a request selects among the responses of a key, as far as that is known. */
final class Selectors {
  private Selectors() {}

  /** By which fields the latest of them was selected; null where there is none. */
  static @Nullable Vary latest(@Nullable Variants variants) {
    return variants == null ? null : variants.responses().getFirst().head().vary().vary();
  }

  static void append(@Nullable Vary vary, Fields request, StringBuilder key) {
    if (vary != null && !vary.names().isEmpty()) {
      key.append('\n').append(vary.key(request, FieldList.empty()).values());
    }
  }
}
