package dev.headwater.edge.http.message;

/**
 * A response without its content. Immutable.
 *
 * @param status three digits
 * @param fields the header section
 */
public record ResponseHead(int status, FieldList fields) {}
