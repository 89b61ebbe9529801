/**
 * What is kept of live channels in the object store, beside their segments, so that a channel goes
 * on where it was after its node has died. Media and playlists stay out.
 *
 * <h2>Objects</h2>
 *
 * <pre>
 * live/{channel}/head.journal               the renditions, and which pieces they have
 * live/{channel}/{rendition}/{n}.journal    its segments from n * 128 on, at most 128
 * </pre>
 *
 * The newest piece of a rendition is written again at each end of a segment; older ones never
 * change. The head is written when a piece or an epoch begins, and when the programme ends. Writes
 * of a channel follow one on another, so that what the store has is what was so at some moment.
 *
 * <h2>Numbers never go back</h2>
 *
 * The number of the open segment is never used again: it is left out. Where the newest piece can't
 * be read, numbers go on after all that it may have had; where the head can't, from the clock,
 * whose seconds are shorter than segments.
 */
@NullMarked
package dev.headwater.edge.live.journal;

import org.jspecify.annotations.NullMarked;
