package dev.headwater.control.account.signing;

import java.time.Instant;

/**
 * A key with its place in the line. Immutable.
 *
 * @param signsFrom when it takes over from the one before it
 */
record ScheduledKey(SigningKey key, Instant signsFrom) {}
