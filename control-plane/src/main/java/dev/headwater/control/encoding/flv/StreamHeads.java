package dev.headwater.control.encoding.flv;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a stream that begins midway has to begin with: the last metadata and sequence headers.
 * Immutable.
 */
public record StreamHeads(
    Optional<FlvTag> metadata, Optional<FlvTag> video, Optional<FlvTag> audio) {
  public static final StreamHeads NONE =
      new StreamHeads(Optional.empty(), Optional.empty(), Optional.empty());

  /** With what the tag changes about them. */
  public StreamHeads with(FlvTag tag) {
    return switch (tag.kind()) {
      case SCRIPT -> new StreamHeads(Optional.of(tag), video, audio);
      case VIDEO ->
          tag.isSequenceHeader() ? new StreamHeads(metadata, Optional.of(tag), audio) : this;
      case AUDIO ->
          tag.isSequenceHeader() ? new StreamHeads(metadata, video, Optional.of(tag)) : this;
    };
  }

  /** In the order to send them in. */
  public List<FlvTag> tags() {
    return Stream.of(metadata, video, audio).flatMap(Optional::stream).toList();
  }
}
