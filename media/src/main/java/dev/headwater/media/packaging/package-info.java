/**
 * From measured CMAF renditions to the playlists and the MPD that describe them, as pure functions:
 * bit rates, codecs, order of variants, names of files. Encoding, measuring on disk and storing
 * stay out.
 */
@NullMarked
package dev.headwater.media.packaging;

import org.jspecify.annotations.NullMarked;
