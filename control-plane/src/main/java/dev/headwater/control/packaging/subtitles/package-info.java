/** Subtitles of titles: WebVTT, cut into segments. */
@NullMarked
package dev.headwater.control.packaging.subtitles;

import org.jspecify.annotations.NullMarked;
