package dev.headwater.edge.live.timeline;

import dev.headwater.media.isobmff.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder that isn't published has sent since a key frame, so that its turn can begin at
 * once. Bounded in bytes and time. Confined to its channel.
 */
final class Standby {
  /** Some segments of the largest renditions; what doesn't fit waits for the next key frame. */
  private static final long MOST_BYTES = 32L << 20;

  /**
   * A key frame is kept until the next one is this old: it may be the one that follows on what was
   * published last when it is noticed that nothing more comes.
   */
  private static final Duration LOOKING_BACK = Duration.ofSeconds(1);

  private final Duration most;
  private final List<Arrival> kept = new ArrayList<>();
  private long bytes;
  private Duration next = Duration.ZERO; // of who leads

  Standby(Terms terms) {
    this.most = terms.target().multipliedBy(2);
  }

  void keep(Arrival one, String lead) {
    if (one.track().equals(lead)) {
      if (one.fragment().start().minus(next).abs().compareTo(Feed.STEP) > 0) {
        clear(); // what came before is on another timeline
      }
      next = one.fragment().end();
    }
    kept.add(one);
    bytes += one.fragment().bytes().remaining();
    if (isKey(one, lead)) {
      forgetBefore(one.at().minus(LOOKING_BACK), lead);
    }
    Instant oldest = one.at().minus(most);
    while (!kept.isEmpty() && (bytes > MOST_BYTES || kept.getFirst().at().isBefore(oldest))) {
      bytes -= kept.removeFirst().fragment().bytes().remaining();
    }
  }

  void clear() {
    kept.clear();
    bytes = 0;
  }

  private static boolean isKey(Arrival one, String lead) {
    return one.fragment().independent() && one.track().equals(lead);
  }

  /** But for what others have for the key frame's time, and have sent a little earlier. */
  private void forgetBefore(Instant limit, String lead) {
    kept.reversed().stream()
        .filter(one -> isKey(one, lead) && !one.at().isAfter(limit))
        .findFirst()
        .ifPresent(key -> {
          int index = kept.indexOf(key);
          for (int i = index - 1; i >= 0; i--) {
            Arrival one = kept.get(i);
            if (one.track().equals(lead) || !isAfter(one, key)) {
              kept.remove(i);
              bytes -= one.fragment().bytes().remaining();
            }
          }
        });
  }

  private static boolean isAfter(Arrival one, Arrival key) {
    return one.fragment().end().compareTo(key.fragment().start()) > 0;
  }

  /**
   * From a key frame on: the first one that was taken in no earlier than at a moment, else the
   * newest. Empty where there is none.
   */
  List<Arrival> beginning(
      String lead, Map<String, Incoming.Header> headers, Optional<Instant> after) {
    Arrival key = null;
    for (Arrival one : kept.reversed()) {
      boolean wanted = key == null || after.filter(limit -> !isBefore(one, limit)).isPresent();
      key = isKey(one, lead) && wanted ? one : key;
    }
    return key == null ? List.of() : from(key, headers);
  }

  private static boolean isBefore(Arrival one, Instant limit) {
    return one.takenIn().plus(Cuts.TOLERANCE).isBefore(limit);
  }

  /** The key frame first: it begins the epoch that the others join. */
  private List<Arrival> from(Arrival key, Map<String, Incoming.Header> headers) {
    int index = kept.indexOf(key);
    List<Arrival> all = new ArrayList<>(List.of(key));
    for (int i = 0; i < kept.size(); i++) {
      Arrival one = kept.get(i);
      boolean early = i < index && !one.track().equals(key.track()) && begins(one, key, headers);
      if (early || i > index) {
        all.add(one);
      }
    }
    return all;
  }

  /** Pictures have to begin where the key frame is; sound may begin a little earlier. */
  private static boolean begins(Arrival one, Arrival key, Map<String, Incoming.Header> headers) {
    return isPictures(one.track(), headers)
        ? !one.fragment().start().plus(Cuts.TOLERANCE).minus(key.fragment().start()).isNegative()
        : isAfter(one, key);
  }

  private static boolean isPictures(String track, Map<String, Incoming.Header> headers) {
    Incoming.Header header = headers.get(track);
    return header != null && header.declared() instanceof Track.Video;
  }

  /**
   * What follows on a timeline in all its tracks, without a gap or an overlap, and with a key frame
   * of the pictures; empty where that isn't so.
   */
  List<Arrival> goingOn(
      String lead, Map<String, Incoming.Header> headers, ChannelTimeline timeline) {
    if (timeline.end(lead).isEmpty()) {
      return List.of();
    }
    List<Arrival> all = kept.stream().filter(one -> follows(one, timeline)).toList();
    for (String track : headers.keySet()) {
      Arrival first = first(all, track);
      boolean missing = first == null && (track.equals(lead) || isPictures(track, headers));
      if (missing || (first != null && !joins(first, timeline, headers))) {
        return List.of();
      }
    }
    return all;
  }

  private static @Nullable Arrival first(List<Arrival> all, String track) {
    return all.stream().filter(one -> one.track().equals(track)).findFirst().orElse(null);
  }

  private static boolean follows(Arrival one, ChannelTimeline timeline) {
    return timeline
        .end(one.track())
        .map(end -> one.fragment().start().plus(Cuts.TOLERANCE).compareTo(end) >= 0)
        .orElse(false);
  }

  private static boolean joins(
      Arrival first, ChannelTimeline timeline, Map<String, Incoming.Header> headers) {
    Duration end = timeline.end(first.track()).orElseThrow();
    return first.fragment().start().minus(end).abs().compareTo(Cuts.TOLERANCE) <= 0
        && (first.fragment().independent() || !isPictures(first.track(), headers));
  }
}
