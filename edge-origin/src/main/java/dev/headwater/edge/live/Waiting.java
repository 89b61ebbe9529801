package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.RenditionView;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Requests that wait for a place of a rendition to be published: all that wait for one place wait
 * together, with one timer. Confined to its event loop, but for {@link #count}.
 */
final class Waiting {
  /** A place of a rendition; the part is -1 where the whole segment is waited for. */
  record Place(long number, int part) {
    static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::number)
            .thenComparingLong(place -> place.part < 0 ? Long.MAX_VALUE : place.part);
  }

  /** Those who wait for one place. */
  private static final class Group {
    final List<Consumer<Optional<RenditionView>>> waiters = new ArrayList<>();
    long timer;
  }

  private final Vertx vertx;
  private final int most;
  private final Map<RenditionName, NavigableMap<Place, Group>> groups = new HashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  /**
   * @param most who may wait at once
   */
  Waiting(Vertx vertx, int most) {
    this.vertx = vertx;
    this.most = most;
  }

  /** How many wait. */
  int count() {
    return count.get();
  }

  /**
   * Whether there is room to wait.
   *
   * @param limit after which the group gives up, from when its first one came
   * @param then told of the view that reaches the place, or of none when the limit is over
   */
  boolean hold(
      RenditionName rendition,
      Place place,
      Duration limit,
      Consumer<Optional<RenditionView>> then) {
    if (count.get() >= most) {
      return false;
    }
    NavigableMap<Place, Group> places =
        groups.computeIfAbsent(rendition, _ -> new TreeMap<>(Place.ORDER));
    Group group = places.computeIfAbsent(place, at -> begin(rendition, at, limit));
    group.waiters.add(then);
    count.incrementAndGet();
    return true;
  }

  private Group begin(RenditionName rendition, Place place, Duration limit) {
    Group group = new Group();
    group.timer = vertx.setTimer(limit.toMillis(), _ -> giveUp(rendition, place));
    return group;
  }

  private void giveUp(RenditionName rendition, Place place) {
    NavigableMap<Place, Group> places = groups.get(rendition);
    if (places == null) {
      return;
    }
    Group late = places.remove(place);
    if (places.isEmpty()) {
      groups.remove(rendition);
    }
    if (late != null) {
      tell(late, Optional.empty());
    }
  }

  /** Tells those at once who wait for what doesn't come any more. */
  void giveUp(Predicate<RenditionName> over) {
    List<Group> late =
        groups.entrySet().stream()
            .filter(one -> over.test(one.getKey()))
            .flatMap(one -> one.getValue().values().stream())
            .toList();
    groups.keySet().removeIf(over);
    for (Group group : late) {
      vertx.cancelTimer(group.timer);
      tell(group, Optional.empty());
    }
  }

  /** Answers those whose place was reached. */
  void wake(RenditionName rendition, RenditionView view) {
    NavigableMap<Place, Group> places = groups.get(rendition);
    if (places == null) {
      return;
    }
    while (!places.isEmpty()) {
      Place first = places.firstKey();
      if (!view.reaches(first.number(), first.part())) {
        return;
      }
      Group reached = places.pollFirstEntry().getValue();
      vertx.cancelTimer(reached.timer);
      tell(reached, Optional.of(view));
    }
    groups.remove(rendition);
  }

  private void tell(Group group, Optional<RenditionView> view) {
    count.addAndGet(-group.waiters.size());
    group.waiters.forEach(waiter -> waiter.accept(view));
  }
}
