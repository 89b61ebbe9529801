package dev.headwater.edge.fill;

import dev.headwater.edge.stored.Stored;
import dev.headwater.edge.stored.StoredResponse;

/**
 * What was found under a key. Whoever is given one owns a reference to the response in it.
 *
 * @param stored the response, or that there is none
 * @param outcome how it was come by
 */
public record Lookup(Stored stored, CacheOutcome outcome) {
  /** Gives up the reference, if there is one to give up. */
  public void release() {
    if (stored instanceof StoredResponse response) {
      response.release();
    }
  }

  /** The same for another owner. */
  Lookup retainedAs(CacheOutcome other) {
    if (stored instanceof StoredResponse response) {
      response.retain();
    }
    return new Lookup(stored, other);
  }
}
