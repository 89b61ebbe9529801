package dev.headwater.control.packaging;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to make of a source. Immutable.
 *
 * @param source what it is
 * @param ladder its video renditions, where it has pictures
 * @param sounds its audio renditions, the default one first
 * @param texts its renditions of subtitles
 * @param gains of its audio renditions, in decibels; empty where they stay as loud as they are
 */
record EncodePlan(
    SourceMedia source,
    Optional<Ladder> ladder,
    List<PlannedTrack<AudioTrack>> sounds,
    List<PlannedTrack<TextTrack>> texts,
    List<Double> gains) {
  EncodePlan {
    sounds = List.copyOf(sounds);
    texts = List.copyOf(texts);
    gains = List.copyOf(gains);
  }

  static EncodePlan of(SourceMedia source) {
    return new EncodePlan(
        source,
        source.video().map(video -> Ladder.of(video, source.durationSeconds())),
        PlannedTrack.of("audio", "Audio", source.sounds()),
        PlannedTrack.of("subtitles", "Subtitles", source.texts()),
        List.of());
  }

  EncodePlan withGains(List<Double> decibels) {
    return new EncodePlan(source, ladder, sounds, texts, decibels);
  }

  /** The video renditions, from the largest. */
  List<Rung> rungs() {
    return ladder.map(Ladder::rungs).orElse(List.of());
  }

  /** The folders of all renditions that are encoded, video from the largest, then audio. */
  Stream<String> renditionIds() {
    return Stream.concat(rungs().stream().map(Rung::id), sounds.stream().map(PlannedTrack::id));
  }
}
