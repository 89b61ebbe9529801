package dev.headwater.media.dash;

import java.time.Duration;
import java.util.List;

/**
 * MPD: a presentation of type {@code static} with one period (ISO/IEC 23009-1, section 5.3.1).
 * Immutable.
 *
 * @param duration mediaPresentationDuration
 * @param minBufferTime what a client buffers so that each representation's bandwidth suffices
 * @param maxSegmentDuration no segment is longer
 * @param adaptationSets of the period, in their order
 */
public record Mpd(
    Duration duration,
    Duration minBufferTime,
    Duration maxSegmentDuration,
    List<AdaptationSet> adaptationSets) {
  public Mpd {
    adaptationSets = List.copyOf(adaptationSets);
  }

  /** The MPD file, as UTF-8 text. */
  public String text() {
    return MpdWriter.write(this);
  }
}
