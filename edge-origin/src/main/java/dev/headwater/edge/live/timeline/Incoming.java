package dev.headwater.edge.live.timeline;

import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one of a channel's encoders sends: what it declares, how far it has got, and what it would
 * begin with while it stands by. Confined to its channel.
 */
final class Incoming {
  /** Encoders whose clocks are locked to the time of day are less apart, wherever they are. */
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  private final Terms terms;
  private final Map<String, Header> headers = new LinkedHashMap<>();
  private final Map<String, Pulse> pulses = new HashMap<>();
  private final Map<String, Duration> ends = new HashMap<>();
  private final Standby standby;
  private @Nullable Rehearsal rehearsal;

  /** What parses a track's fragments. */
  record Header(ByteBuffer bytes, Track.Coded declared) {}

  Incoming(Terms terms) {
    this.terms = terms;
    this.standby = new Standby(terms);
  }

  /** What was kept was to be parsed by the header before. */
  void header(String track, ByteBuffer bytes, Track.Coded declared) {
    Header before = headers.put(track, new Header(bytes, declared));
    if (before != null && !before.bytes.equals(bytes)) {
      standby.clear();
    }
    if (rehearsal != null) {
      rehearsal.header(track, bytes, declared);
    }
  }

  Map<String, Header> headers() {
    return headers;
  }

  /** Where it is now, and that it goes on. */
  void came(Arrival one) {
    ends.put(one.track(), one.fragment().end());
    pulses.computeIfAbsent(one.track(), _ -> new Pulse(terms)).beat(one.at());
  }

  /** It stands by: what comes is looked at as if it were published, and kept for a while. */
  void keep(Arrival one) throws UnfitMediaException {
    if (rehearsal == null) {
      rehearsal = new Rehearsal(terms, headers);
    }
    rehearsal.fragment(one);
    standby.keep(one, lead());
  }

  /** It stands by no longer: what comes is published, or it has to begin anew. */
  void forget() {
    standby.clear();
    if (rehearsal != null) {
      rehearsal.close();
      rehearsal = null;
    }
  }

  /** It has ended, or what it sent is of no use. */
  void stop() {
    pulses.values().forEach(Pulse::stop);
    forget();
  }

  /** Whether it is known not to go on, rather than silent. */
  boolean isStopped() {
    return pulses.values().stream().allMatch(Pulse::isStopped);
  }

  /** Pictures lead, where it has any. */
  String lead() {
    return headers.entrySet().stream()
        .filter(one -> one.getValue().declared instanceof Track.Video)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> headers.isEmpty() ? "" : headers.keySet().iterator().next());
  }

  boolean leadsWith(Arrival one) {
    return one.fragment().independent() && one.track().equals(lead());
  }

  boolean hasPictures() {
    return headers.values().stream().anyMatch(one -> one.declared instanceof Track.Video);
  }

  /** The tracks that come now. */
  Set<String> alive(Instant now) {
    return pulses.entrySet().stream()
        .filter(one -> headers.containsKey(one.getKey()) && !one.getValue().isSilent(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  boolean isAlive(Instant now) {
    return alive(now).contains(lead());
  }

  /** For how long it has come without a pause. */
  Duration steadyFor(Instant now) {
    Pulse pulse = pulses.get(lead());
    return pulse == null ? Duration.ZERO : pulse.steadyFor(now);
  }

  /** Whether it has lost something that the other one has, who has all else too. */
  boolean lacks(Incoming other, Instant now) {
    Set<String> mine = alive(now);
    Set<String> others = other.alive(now);
    return !isAlive(now)
        || (others.containsAll(mine)
            && others.stream().anyMatch(one -> hadBegun(one) && !mine.contains(one)));
  }

  private boolean hadBegun(String track) {
    Pulse pulse = pulses.get(track);
    return pulse != null && !pulse.isStopped();
  }

  /** Whether both are on one timeline: the same headers, and about the same times. */
  boolean runsWith(Incoming other) {
    return headers.equals(other.headers) && behind(other).abs().compareTo(TOGETHER) < 0;
  }

  /** How far the other one is ahead. */
  Duration behind(Incoming other) {
    String lead = lead();
    return other
        .ends
        .getOrDefault(lead, Duration.ZERO)
        .minus(ends.getOrDefault(lead, Duration.ZERO));
  }

  /** Whether what follows on a timeline is still to come. */
  boolean isBefore(ChannelTimeline timeline) {
    Duration mine = ends.getOrDefault(lead(), Duration.ZERO);
    return timeline.end(lead()).filter(end -> mine.compareTo(end) <= 0).isPresent();
  }

  /** What goes on where a timeline is that has come of the other one; empty where nothing does. */
  List<Arrival> goingOn(Incoming other, ChannelTimeline timeline) {
    return headers.equals(other.headers) ? standby.goingOn(lead(), headers, timeline) : List.of();
  }

  /** What to begin an epoch with; empty where there is no key frame. */
  List<Arrival> beginning(Optional<Instant> after) {
    return standby.beginning(lead(), headers, after);
  }
}
