package dev.headwater.control.encoding.encoder;

import dev.headwater.control.packaging.Ladder;
import dev.headwater.control.packaging.SourceMedia;
import dev.headwater.platform.channel.Latency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to make of what an encoder sends. Immutable.
 *
 * @param ladder its video renditions, where it has pictures
 */
record LivePlan(SourceMedia source, Optional<Ladder> ladder, Latency latency) {
  /**
   * @param openingSeconds how much of the source was looked at
   */
  static LivePlan of(SourceMedia source, double openingSeconds, Latency latency) {
    return new LivePlan(
        source, source.video().map(video -> Ladder.of(video, openingSeconds)), latency);
  }

  /** Video from the largest, then audio. */
  List<LiveTrack> tracks() {
    return Stream.concat(
            ladder.stream()
                .flatMap(all -> all.rungs().stream())
                .map(rung -> LiveTrack.video(rung.id())),
            source.audio().stream().map(_ -> LiveTrack.audio()))
        .toList();
  }
}
