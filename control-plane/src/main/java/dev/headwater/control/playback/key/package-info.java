/**
 * The keys that playback tokens are signed with, each for one consumer, and how they take turns.
 * What is signed, and for whom, stays out.
 */
@NullMarked
package dev.headwater.control.playback.key;

import org.jspecify.annotations.NullMarked;
