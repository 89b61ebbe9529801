/**
 * A static DASH media presentation description (ISO/IEC 23009-1) as immutable values, and its
 * writer. It describes CMAF segments that exist; how they were made, and HLS, stay out.
 */
@NullMarked
package dev.headwater.media.dash;

import org.jspecify.annotations.NullMarked;
