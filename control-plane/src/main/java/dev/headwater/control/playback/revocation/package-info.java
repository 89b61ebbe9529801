/**
 * Playback tokens that are good no more before their end: which, since when, and on which nodes.
 * How nodes keep them stays out.
 */
@NullMarked
package dev.headwater.control.playback.revocation;

import org.jspecify.annotations.NullMarked;
