/**
 * A bounded reader of ISO base media files (ISO/IEC 14496-12): what an initialization section says
 * of its tracks, what a media segment says of its timing, and CMAF (ISO/IEC 23000-19) in pieces as
 * it comes from an encoder. It reads box headers and the few boxes it needs, never media samples.
 * It writes what changes around them: a time, and what Common Encryption (ISO/IEC 23001-7) says of
 * samples. What is in samples, and how they are encrypted, stays out.
 *
 * <p>Whatever the bytes are, reading ends in a value or in {@link
 * dev.headwater.media.isobmff.MalformedBoxException}.
 */
@NullMarked
package dev.headwater.media.isobmff;

import org.jspecify.annotations.NullMarked;
