package dev.headwater.control.packaging;

import dev.headwater.media.Resolution;
import java.time.Duration;
import java.util.Optional;

/** Says whether a source can be packaged at all. */
final class SourceLimits {
  private SourceLimits() {}

  /** Why it can't; empty where it can. */
  static Optional<String> refusal(SourceMedia media, PackagingSettings settings) {
    if (media.video().isEmpty() && media.audio().isEmpty()) {
      return Optional.of("the file has no video or audio track that can be played");
    }
    Duration longest = settings.maxDuration();
    if (media.durationSeconds() > longest.toSeconds()) {
      return Optional.of(
          "the file lasts %.0f s (at most %d s are accepted)"
              .formatted(media.durationSeconds(), longest.toSeconds()));
    }
    return media
        .video()
        .map(VideoTrack::displayed)
        .filter(size -> Math.max(size.width(), size.height()) > settings.maxSide())
        .map(size -> tooLarge(size, settings.maxSide()));
  }

  private static String tooLarge(Resolution size, int maxSide) {
    return "the picture is %s pixels (at most %d on a side are accepted)".formatted(size, maxSide);
  }
}
