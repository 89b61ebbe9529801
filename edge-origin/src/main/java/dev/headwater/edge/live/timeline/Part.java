package dev.headwater.edge.live.timeline;

import java.time.Duration;

/**
 * A partial segment (draft-pantos-hls-rfc8216bis, section 3.2). Immutable.
 *
 * @param index within its segment, from 0
 * @param independent whether decoding can start with it
 */
public record Part(int index, Duration duration, boolean independent, MediaBytes bytes) {}
