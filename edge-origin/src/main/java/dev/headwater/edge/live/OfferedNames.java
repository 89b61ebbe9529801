package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.protection.KeyPeriods;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which keys the playlists of one channel name, by what boxes call them; made anew only when a
 * playlist names others. Thread-safe.
 */
final class OfferedNames {
  /** Another node may have told a viewer of a segment before it tells this one. */
  static final int AHEAD = 1;

  /**
   * The ends of what a playlist names. Between them nothing changes: segments come at one end, and
   * leave at the other.
   */
  private record Span(KeyName oldest, KeyName next, KeyName last) {}

  private record Named(Span span, Map<UUID, KeyName> names) {}

  private final Map<String, Named> known = new ConcurrentHashMap<>();

  /** None where the channel isn't encrypted. */
  Map<UUID, KeyName> of(RenditionView view) {
    return view.terms().keys().map(periods -> of(view, periods)).orElse(Map.of());
  }

  private Map<UUID, KeyName> of(RenditionView view, KeyPeriods periods) {
    Span span = span(view, periods);
    Named before = known.get(view.rendition());
    if (before != null && before.span.equals(span)) {
      return before.names;
    }
    Named now = new Named(span, names(view, periods, span));
    known.put(view.rendition(), now);
    return now.names;
  }

  private static Span span(RenditionView view, KeyPeriods periods) {
    KeyName next = key(view, periods, view.nextNumber());
    return new Span(
        view.segments().isEmpty() ? next : key(view, periods, view.segments().getFirst()),
        next,
        key(view, periods, view.nextNumber() + AHEAD));
  }

  private static Map<UUID, KeyName> names(RenditionView view, KeyPeriods periods, Span span) {
    Map<UUID, KeyName> names = new HashMap<>();
    names.put(span.next.keyId(), span.next);
    names.put(span.last.keyId(), span.last);
    String epoch = "";
    long period = -1;
    for (Segment segment : view.segments()) {
      long its = periods.period(segment.number());
      if (its != period || !segment.epoch().equals(epoch)) {
        KeyName name = key(view, periods, segment);
        names.put(name.keyId(), name);
        epoch = segment.epoch();
        period = its;
      }
    }
    return Map.copyOf(names);
  }

  private static KeyName key(RenditionView view, KeyPeriods periods, Segment segment) {
    return periods.key(view.rendition(), segment.epoch(), segment.number());
  }

  private static KeyName key(RenditionView view, KeyPeriods periods, long number) {
    return periods.key(view.rendition(), view.epochOf(number), number);
  }

  /** Nothing comes of a rendition any more. */
  void forget(String rendition) {
    known.remove(rendition);
  }
}
