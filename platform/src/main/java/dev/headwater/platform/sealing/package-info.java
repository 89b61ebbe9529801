/**
 * Bytes that lie where others might read or change them, sealed under a key that a setting leads
 * to. What they mean stays out.
 */
@NullMarked
package dev.headwater.platform.sealing;

import org.jspecify.annotations.NullMarked;
