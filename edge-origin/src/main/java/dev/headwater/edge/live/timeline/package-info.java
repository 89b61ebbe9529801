/**
 * Timelines of live renditions: from fragments as they come to parts, segments and what a playlist
 * says of them. No clock, no network: what comes decides what follows.
 */
@NullMarked
package dev.headwater.edge.live.timeline;

import org.jspecify.annotations.NullMarked;
