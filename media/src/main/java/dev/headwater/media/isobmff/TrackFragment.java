package dev.headwater.media.isobmff;

import dev.headwater.media.Ticks;

/**
 * What one media segment holds of one track. Immutable.
 *
 * @param trackId the track's {@code track_ID}
 * @param firstDecodeTime decode time of its first sample, on the track's clock ({@code tfdt})
 * @param duration sum of its samples' durations, on the track's clock
 * @param sampleCount how many samples
 * @param startsWithSync whether decoding can start at its first sample
 */
public record TrackFragment(
    long trackId,
    Ticks firstDecodeTime,
    Ticks duration,
    long sampleCount,
    boolean startsWithSync) {}
