package dev.headwater.control.packaging;

import java.util.Optional;

/**
 * What a source is. Immutable.
 *
 * @param container ffmpeg's name of its format
 * @param durationSeconds as the file claims; 0 where it doesn't
 * @param startSeconds of its earliest track, on the file's clock
 */
public record SourceMedia(
    String container,
    double durationSeconds,
    double startSeconds,
    Optional<VideoTrack> video,
    Optional<AudioTrack> audio) {}
