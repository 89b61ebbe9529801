package dev.headwater.edge.source;

import io.vertx.core.Future;

/**
 * What is asked when no tier has a response. Each call stays on its caller's event loop, and ends
 * within the source's time limits.
 */
public interface Source {
  /**
   * Completes with the head once it is there. Fails with {@link
   * dev.headwater.edge.failure.FailureException}.
   */
  Future<SourceResponse> send(SourceRequest request);
}
