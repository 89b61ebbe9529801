/** Encrypts media for HLS. Who may have a key, and where it is kept, stays out. */
@NullMarked
package dev.headwater.media.encryption;

import org.jspecify.annotations.NullMarked;
