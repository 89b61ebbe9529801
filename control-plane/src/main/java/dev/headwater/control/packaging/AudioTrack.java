package dev.headwater.control.packaging;

import java.util.Optional;

/**
 * A track of sound of a source. Immutable.
 *
 * @param index of the stream in its file, from 0
 * @param channels at least 1
 * @param startSeconds of its first sample, on the file's clock
 * @param language as RFC 5646 has it, where the file says so
 * @param title what the file calls it, as somebody wrote it
 */
public record AudioTrack(
    int index, int channels, double startSeconds, Optional<String> language, Optional<String> title)
    implements NamedTrack {
  /** One of which the file says nothing more. */
  public AudioTrack(int index, int channels, double startSeconds) {
    this(index, channels, startSeconds, Optional.empty(), Optional.empty());
  }
}
