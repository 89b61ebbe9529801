package dev.headwater.cdnconfig;

/**
 * One file of a configuration. Immutable.
 *
 * @param name of the file, in its program's folder
 * @param text of it
 */
public record RenderedFile(String name, String text) {}
