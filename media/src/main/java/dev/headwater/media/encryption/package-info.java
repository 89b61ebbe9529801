/**
 * Encrypts media: whole segments as HLS has them, and samples by Common Encryption. Who may have a
 * key, and where it is kept, stays out.
 */
@NullMarked
package dev.headwater.media.encryption;

import org.jspecify.annotations.NullMarked;
