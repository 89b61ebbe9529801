/**
 * The doors that encoders publish through: the RTMP server, and SRT listeners, with the keys that
 * open them and the limits of who may try. What becomes of the media stays out.
 */
@NullMarked
package dev.headwater.control.encoding.publish;

import org.jspecify.annotations.NullMarked;
