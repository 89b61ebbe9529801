package dev.headwater.control.packaging;

/**
 * The sound of a source. Immutable.
 *
 * @param index of the stream in its file, from 0
 * @param channels at least 1
 * @param startSeconds of its first sample, on the file's clock
 */
public record AudioTrack(int index, int channels, double startSeconds) {}
