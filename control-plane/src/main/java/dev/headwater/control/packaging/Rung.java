package dev.headwater.control.packaging;

import dev.headwater.media.Resolution;

/**
 * One video rendition to make. Immutable.
 *
 * @param id its folder, by the short side: {@code 720p}
 * @param size even in both directions
 */
public record Rung(String id, Resolution size, BitRate bitRate, H264Level level) {}
