package dev.headwater.control.packaging;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to make of a source. Immutable.
 *
 * @param source what it is
 * @param ladder its video renditions, where it has pictures
 */
record EncodePlan(SourceMedia source, Optional<Ladder> ladder) {
  /** The folder of the audio rendition. */
  static final String AUDIO = "audio";

  static EncodePlan of(SourceMedia source) {
    return new EncodePlan(
        source, source.video().map(video -> Ladder.of(video, source.durationSeconds())));
  }

  /** The folders of all renditions, video from the largest, then audio. */
  Stream<String> renditionIds() {
    return Stream.concat(
        ladder.stream().flatMap(all -> all.rungs().stream()).map(Rung::id),
        source.audio().stream().map(_ -> AUDIO));
  }
}
