package dev.headwater.edge.peer;

import io.vertx.core.Future;

/** A channel that this node owns. Thread-safe. */
public interface Tenure {
  /** Where nobody owns channels: nobody takes one either. */
  Tenure ALONE =
      new Tenure() {
        @Override
        public boolean isSure() {
          return true;
        }

        @Override
        public Future<Void> settled() {
          return Future.succeededFuture();
        }

        @Override
        public void giveUp() {}
      };

  /**
   * Whether this node has the channel, as far as it can tell without asking: one that was stopped
   * for a while can't, since another may have taken it meanwhile. Without Redis each node goes on
   * by itself.
   */
  boolean isSure();

  /** Completes, always well and soon, when that is so again, or when it was lost. */
  Future<Void> settled();

  /** Another node may have it; later calls change nothing. */
  void giveUp();
}
