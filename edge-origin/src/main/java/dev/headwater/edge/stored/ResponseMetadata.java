package dev.headwater.edge.stored;

import java.time.Instant;

/**
 * What is known of a response without its bytes. Immutable.
 *
 * @param validatedAtMillis when the source last vouched for it, in milliseconds since the epoch
 * @param size of the identity encoding, in bytes
 * @param etag a strong validator with its quotes
 * @param lastModified in whole seconds, as HTTP dates are
 */
public record ResponseMetadata(
    long validatedAtMillis, long size, String etag, Instant lastModified) {

  /** The same response, vouched for again. */
  public ResponseMetadata validatedAt(long millis) {
    return new ResponseMetadata(millis, size, etag, lastModified);
  }
}
