/**
 * Recordings of live channels: who orders them, and how what a channel has sent in a window of time
 * is read from the data plane, as any player reads it. What becomes of it, a publication, is made
 * in {@code packaging}.
 */
@NullMarked
package dev.headwater.control.recording;

import org.jspecify.annotations.NullMarked;
