package dev.headwater.edge.peer;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.source.SourceResponse;

/** What a holder said to the node that asked it. */
sealed interface PeerAnswer {
  /** What it has, or as much as it has of what it is fetching. */
  record Here(SourceResponse response) implements PeerAnswer {}

  /** What came there is for one request only. */
  record Alone() implements PeerAnswer {}

  /** The source failed there: what waits for one node's question fails with it. */
  record Failed(Failure failure) implements PeerAnswer {}

  /** Nothing of use: it has nothing, refuses, is silent, or gone. */
  record Useless() implements PeerAnswer {}
}
