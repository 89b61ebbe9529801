package dev.headwater.control.packaging;

import java.util.List;
import java.util.Optional;

/**
 * What a source is. Immutable.
 *
 * @param container ffmpeg's name of its format
 * @param durationSeconds as the file claims; 0 where it doesn't
 * @param startSeconds of its earliest track, on the file's clock
 * @param sounds all its tracks of sound, the one first that is heard where nobody chooses
 * @param texts all its tracks of subtitles that are text
 */
public record SourceMedia(
    String container,
    double durationSeconds,
    double startSeconds,
    Optional<VideoTrack> video,
    List<AudioTrack> sounds,
    List<TextTrack> texts) {
  public SourceMedia {
    sounds = List.copyOf(sounds);
    texts = List.copyOf(texts);
  }

  /** What is heard where nobody chooses. */
  public Optional<AudioTrack> audio() {
    return sounds.stream().findFirst();
  }
}
