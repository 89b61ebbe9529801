package dev.headwater.edge.http.range;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes one part of ranges that overlap or touch (RFC 9110, section 15.3.7.2). */
final class Coalescing {
  private Coalescing() {}

  /** Where the first of those that became one was asked for. */
  private record Placed(ByteSpan span, int place) {
    boolean reaches(Placed next) {
      return next.span.from() <= span.end();
    }

    Placed join(Placed next) {
      long end = Math.max(span.end(), next.span.end());
      return new Placed(new ByteSpan(span.from(), end - span.from()), Math.min(place, next.place));
    }
  }

  /** In the order asked for. */
  static List<ByteSpan> of(List<ByteSpan> spans) {
    if (spans.size() == 1) {
      return spans;
    }
    List<Placed> byPosition = new ArrayList<>(spans.size());
    for (int place = 0; place < spans.size(); place++) {
      byPosition.add(new Placed(spans.get(place), place));
    }
    byPosition.sort(Comparator.comparing(Placed::span));
    List<Placed> parts = new ArrayList<>(spans.size());
    for (Placed next : byPosition) {
      if (!parts.isEmpty() && parts.getLast().reaches(next)) {
        parts.set(parts.size() - 1, parts.getLast().join(next));
      } else {
        parts.add(next);
      }
    }
    return parts.stream().sorted(Comparator.comparingInt(Placed::place)).map(Placed::span).toList();
  }
}
