/**
 * Where and with which token a title or a channel is played. The bytes themselves are the data
 * plane's.
 */
@NullMarked
package dev.headwater.control.playback;

import org.jspecify.annotations.NullMarked;
