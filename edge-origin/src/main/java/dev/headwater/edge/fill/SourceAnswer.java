package dev.headwater.edge.fill;

import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.SourceResponse;

/**
 * What the source answered, and when. Event-loop confined.
 *
 * @param response still to be read
 * @param timing of question and answer
 */
record SourceAnswer(SourceResponse response, Timing timing) {
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
