package dev.headwater.edge.live.timeline;

import dev.headwater.media.isobmff.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A slate as it is shown, over and over, at the pace of time. Confined to its channel. */
final class SlateLoop {
  private final Instant begun;
  private final List<Turn> turns = new ArrayList<>();

  /** A track, and its fragment that comes next. */
  private static final class Turn {
    final String name;
    final SlateTrack track;
    long index;
    Fragment next;

    Turn(String name, SlateTrack track) throws UnfitMediaException {
      this.name = name;
      this.track = track;
      this.next = track.at(0);
    }

    Arrival take(Instant now) throws UnfitMediaException {
      Arrival taken = new Arrival(name, next, now);
      next = track.at(++index);
      return taken;
    }

    boolean isSound() {
      return track.declared() instanceof Track.Audio;
    }

    Duration start() {
      return next.start();
    }
  }

  SlateLoop(Map<String, SlateTrack> tracks, Instant begun) throws UnfitMediaException {
    this.begun = begun;
    for (Map.Entry<String, SlateTrack> one : tracks.entrySet()) {
      turns.add(new Turn(one.getKey(), one.getValue()));
    }
    turns.sort(Comparator.comparing(Turn::isSound).thenComparing(one -> one.name));
  }

  /** What is to be shown up to now and wasn't yet, in its order, pictures first. */
  List<Arrival> until(Instant now) throws UnfitMediaException {
    Duration place = Duration.between(begun, now);
    List<Arrival> due = new ArrayList<>();
    Turn first = first();
    while (first.start().compareTo(place) <= 0) {
      due.add(first.take(begun.plus(first.start()).plus(first.next.duration())));
      first = first();
    }
    return due;
  }

  private Turn first() {
    Turn first = turns.getFirst();
    for (Turn one : turns) {
      first = one.start().compareTo(first.start()) < 0 ? one : first;
    }
    return first;
  }
}
