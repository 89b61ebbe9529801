package dev.headwater.control.packaging;

import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.VodPresentation;
import dev.headwater.platform.publication.ContentKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that was made of a source, measured. Immutable.
 *
 * @param renditions on disk, video from the largest, then audio
 * @param subtitles on disk
 * @param presentation all of them, as they are described to players
 * @param poster an image file, where there is a picture to take
 * @param keys what the segments are encrypted with; none where they aren't
 */
record EncodedPackage(
    List<EncodedRendition> renditions,
    List<EncodedSubtitles> subtitles,
    VodPresentation presentation,
    Optional<Path> poster,
    List<ContentKey> keys) {
  /** Longest gap, in seconds, between what a file claims and what is in it: rounding, priming. */
  private static final double CLAIM_SLACK_SECONDS = 1;

  /** The same, as a share of a long file, whose claim is often an estimate. */
  private static final double CLAIM_SLACK_SHARE = 0.05;

  EncodedPackage {
    renditions = List.copyOf(renditions);
    subtitles = List.copyOf(subtitles);
    keys = List.copyOf(keys);
  }

  /** Fails with PackagingException where much less was decoded than the source claims to hold. */
  static EncodedPackage measure(EncodePlan plan, Path folder) throws IOException {
    List<EncodedRendition> renditions = new ArrayList<>();
    List<MeasuredRendition> measured = new ArrayList<>();
    for (Rung rung : plan.rungs()) {
      EncodedRendition rendition = EncodedRendition.in(folder, rung.id());
      renditions.add(rendition);
      measured.add(rendition.video(plan.ladder().orElseThrow().frameRate()));
    }
    for (PlannedTrack<AudioTrack> sound : plan.sounds()) {
      EncodedRendition rendition = EncodedRendition.in(folder, sound.id());
      boolean heard = sound.equals(plan.sounds().getFirst()) || !rendition.segments().isEmpty();
      if (heard) { // files declare tracks that nothing is in
        renditions.add(rendition);
        measured.add(rendition.audio(sound));
      }
    }
    VodPresentation presentation = new VodPresentation(measured);
    checkWhole(plan.source().durationSeconds(), presentation.duration().seconds());
    return new EncodedPackage(renditions, List.of(), presentation, Optional.empty(), List.of());
  }

  EncodedPackage withPoster(Optional<Path> image) {
    return new EncodedPackage(renditions, subtitles, presentation, image, keys);
  }

  EncodedPackage withSubtitles(List<EncodedSubtitles> texts) {
    List<MeasuredRendition> all = new ArrayList<>(presentation.renditions());
    texts.forEach(text -> all.add(text.rendition()));
    return new EncodedPackage(renditions, texts, new VodPresentation(all), poster, keys);
  }

  private static void checkWhole(double claimed, double decoded) {
    double slack = Math.max(CLAIM_SLACK_SECONDS, claimed * CLAIM_SLACK_SHARE);
    if (decoded + slack < claimed) {
      throw PackagingException.badSource(
          "the file is cut off or damaged: it says it lasts %.1f s, but only %.1f s can be read"
              .formatted(claimed, decoded));
    }
  }
}
