/**
 * WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format") as immutable values, with a strict,
 * bounded parser and a writer whose text is exact and stable. What cues look like on a screen stays
 * out.
 */
@NullMarked
package dev.headwater.media.webvtt;

import org.jspecify.annotations.NullMarked;
