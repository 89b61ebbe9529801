package dev.headwater.edge.http.message;

/**
 * One line of a header section. Immutable.
 *
 * @param name as it was sent; compared without regard to case
 * @param value without surrounding whitespace
 */
public record Field(String name, String value) {}
