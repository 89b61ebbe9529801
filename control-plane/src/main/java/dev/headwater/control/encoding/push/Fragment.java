package dev.headwater.control.encoding.push;

/**
 * A CMAF fragment: {@code moof} and {@code mdat}, and the boxes before them. Immutable, but for the
 * bytes, which nobody changes.
 *
 * @param sync whether decoding can start with it
 * @param arrivedNanos when it came, on the clock of {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent") // media is not copied, and never compared
record Fragment(byte[] bytes, boolean sync, long arrivedNanos) {}
