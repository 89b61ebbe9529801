/**
 * Envelope encryption: keys that are kept and sent around, sealed with a key that is not. What the
 * sealed keys open stays out.
 */
@NullMarked
package dev.headwater.platform.envelope;

import org.jspecify.annotations.NullMarked;
