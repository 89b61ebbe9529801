package dev.headwater.edge.live;

import dev.headwater.edge.live.Excerpt.Covered;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.request.Window;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was made of one window, until the channel has something else of it. Thread-safe: two event
 * loops that make something at once make the same.
 */
final class MadeWindow {
  /** At most, of an entry of a list. */
  private static final int REFERENCE_BYTES = 8;

  private final LiveMpd mpds = new LiveMpd();
  private final Map<String, Cut> cuts = new ConcurrentHashMap<>();
  private final Map<String, Text> texts = new ConcurrentHashMap<>();
  private volatile @Nullable Look look;

  private record Look(RenditionView view, Excerpt excerpt) {}

  private record Cut(RenditionView view, Covered covered, RenditionView part) {}

  private record Text(Object basis, LiveText text) {}

  /** By the newest view of who leads. */
  @SuppressWarnings("ReferenceEquality") // a view is never made twice
  Excerpt excerpt(Window window, RenditionView lead) {
    Look last = look;
    if (last == null || last.view != lead) {
      last = new Look(lead, Excerpt.of(window, lead));
      look = last;
    }
    return last.excerpt;
  }

  /** What a rendition has of it. */
  @SuppressWarnings("ReferenceEquality") // a view is never made twice
  RenditionView cut(Covered covered, RenditionView view) {
    Cut known = cuts.get(view.rendition());
    if (known == null || known.view != view || !known.covered.equals(covered)) {
      known = new Cut(view, covered, covered.of(view));
      cuts.put(view.rendition(), known);
    }
    return known.part;
  }

  /**
   * A text that says the same as long as its basis is the same.
   *
   * @param name of the resource
   */
  LiveText text(String name, Object basis, Supplier<LiveText> maker) {
    Text known = texts.get(name);
    if (known == null || !known.basis.equals(basis)) {
      known = new Text(basis, maker.get());
      texts.put(name, known);
    }
    return known.text;
  }

  /** Where periods of the window begin. */
  LiveMpd mpds() {
    return mpds;
  }

  /** Of all its texts, and of what refers to segments. */
  long bytes() {
    return texts.values().stream().mapToLong(text -> text.text.length()).sum()
        + cuts.values().stream()
            .mapToLong(cut -> (long) cut.part.segments().size() * REFERENCE_BYTES)
            .sum();
  }
}
