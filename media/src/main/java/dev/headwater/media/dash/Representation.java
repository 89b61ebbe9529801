package dev.headwater.media.dash;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.util.Optional;

/**
 * Representation: one encoding of its adaptation set's content (ISO/IEC 23009-1, section 5.3.5).
 * Immutable.
 *
 * @param id unique in the MPD; the folder of its segments
 * @param bandwidth bits a second that suffice once {@code minBufferTime} is buffered
 * @param codecs RFC 6381 name; empty where the mimeType says it all
 * @param kind what only pictures or only sound has
 * @param template where its segments are, and when
 */
public record Representation(
    String id, long bandwidth, String codecs, Kind kind, SegmentTemplate template) {

  /** What only pictures or only sound has. */
  public sealed interface Kind {}

  /** width, height, frameRate, which a live encoder doesn't tell. */
  public record Video(Resolution resolution, Optional<FrameRate> frameRate) implements Kind {}

  /** Subtitles: they have neither. */
  public record Text() implements Kind {}

  /** audioSamplingRate, AudioChannelConfiguration. */
  public record Audio(int sampleRateHz, int channels) implements Kind {}
}
