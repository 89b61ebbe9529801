package dev.headwater.edge.fill;

import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.SourceResponse;

/**
 * What the source answered, and when. Event-loop confined.
 *
 * @param response still to be read
 * @param timing of question and answer
 * @param generation what purges go by
 */
record SourceAnswer(SourceResponse response, Timing timing, Generation generation) {
  int status() {
    return response.head().status();
  }

  Provenance provenance() {
    return response.provenance();
  }

  void cancel() {
    response.cancel();
  }
}
