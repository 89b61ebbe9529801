/**
 * A bounded reader of the NAL units of H.264 (ITU-T H.264) and HEVC (ITU-T H.265): just as much of
 * parameter sets as is needed to tell where the header of a slice ends. Pictures are not decoded.
 *
 * <p>Whatever the bytes are, reading ends in a value or in {@link
 * dev.headwater.media.nal.MalformedNalUnitException}.
 */
@NullMarked
package dev.headwater.media.nal;

import org.jspecify.annotations.NullMarked;
