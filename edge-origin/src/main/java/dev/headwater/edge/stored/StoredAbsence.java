package dev.headwater.edge.stored;

/** The source had no such resource. Immutable. */
public record StoredAbsence(long validatedAtMillis) implements Stored {}
