package dev.headwater.control.packaging;

import java.util.Optional;

/**
 * A track of subtitles of a source, as text. Immutable.
 *
 * @param index of the stream in its file, from 0
 * @param language as RFC 5646 has it, where the file says so
 * @param title what the file calls it, as somebody wrote it
 * @param forced whether it is for those, too, who want no subtitles
 */
public record TextTrack(
    int index, Optional<String> language, Optional<String> title, boolean forced)
    implements NamedTrack {}
