package dev.headwater.edge.request;

import dev.headwater.edge.failure.Failure;

/** What became of a request target. */
public sealed interface Routing {
  /** It can be looked up. */
  record Routed(Route route) implements Routing {}

  /** It can't mean anything here. */
  record Refused(Failure failure) implements Routing {}
}
