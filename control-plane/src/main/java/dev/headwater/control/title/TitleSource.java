package dev.headwater.control.title;

import java.util.Optional;

/**
 * The file that a title is made of. Immutable.
 *
 * @param key of the object in the store
 * @param bytes how long it is
 * @param name of the file where it came from, as its sender says
 */
public record TitleSource(String key, long bytes, Optional<String> name) {}
