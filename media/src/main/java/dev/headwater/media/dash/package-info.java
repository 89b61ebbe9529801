/**
 * DASH media presentation descriptions (ISO/IEC 23009-1), static and dynamic, as immutable values,
 * and their writer. They describe CMAF segments that exist; how those were made, when an MPD is
 * published, and HLS, stay out.
 */
@NullMarked
package dev.headwater.media.dash;

import org.jspecify.annotations.NullMarked;
