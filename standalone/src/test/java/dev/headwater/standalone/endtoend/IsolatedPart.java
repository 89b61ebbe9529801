package dev.headwater.standalone.endtoend;

import java.util.function.Consumer;

/**
 * Something that playback must not depend on.
 *
 * @param name in the table
 * @param stop ends it at once, without a word to it
 * @param start brings it back where it was
 * @param whileAway what else is to hold then
 */
record IsolatedPart(String name, Runnable stop, Runnable start, Consumer<Evidence> whileAway) {}
