/**
 * Subtitles of a live channel: from cues as they come to segments that go with those of the
 * pictures. No clock, no network: what comes decides what follows.
 */
@NullMarked
package dev.headwater.edge.live.subtitles;

import org.jspecify.annotations.NullMarked;
