package dev.headwater.media.hls;

import java.time.Duration;

/**
 * EXT-X-START: where to begin to play (draft-pantos-hls-rfc8216bis, section 4.4.2.2). Immutable.
 *
 * @param timeOffset TIME-OFFSET: from the beginning; from the end where it is negative
 * @param precise PRECISE: what of the segment comes before that is not to be shown
 */
public record Start(Duration timeOffset, boolean precise) {}
