/**
 * HLS playlists (draft-pantos-hls-rfc8216bis) as immutable values, one type per tag, with a writer
 * whose text is exact and stable and a strict, bounded parser. What to put into a playlist, and
 * when to publish it, stays out.
 */
@NullMarked
package dev.headwater.media.hls;

import org.jspecify.annotations.NullMarked;
