package dev.headwater.edge.stored;

/** What a tier keeps under a key: a response, or the fact that there is none. */
public sealed interface Stored permits StoredResponse, StoredAbsence {
  /** When the source said so, in milliseconds since the epoch. */
  long validatedAtMillis();
}
