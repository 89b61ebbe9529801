/**
 * Channels that are being encoded: who publishes to them, one ffmpeg for each as a supervised child
 * process, its command, and the way of its tracks from local sockets to the pushes. How encoders
 * reach the worker stays out.
 */
@NullMarked
package dev.headwater.control.encoding.encoder;

import org.jspecify.annotations.NullMarked;
