package dev.headwater.media.isobmff;

import dev.headwater.media.Ticks;

/**
 * What one media segment holds of one track. Immutable.
 *
 * @param trackId the track's {@code track_ID}
 * @param firstDecodeTime decode time of its first sample, on the track's clock ({@code tfdt})
 * @param duration sum of its samples' durations, on the track's clock
 * @param longestSample of its samples' durations, on the track's clock
 * @param sampleCount how many samples, at least 1
 * @param startsWithSync whether decoding can start at its first sample
 */
public record TrackFragment(
    long trackId,
    Ticks firstDecodeTime,
    Ticks duration,
    Ticks longestSample,
    long sampleCount,
    boolean startsWithSync) {
  /** The mean duration, cut to a whole tick: that of a frame, where all are equal. */
  public Ticks typicalSample() {
    return new Ticks(duration.count() / sampleCount, duration.timescale());
  }
}
