package dev.headwater.edge.live;

import dev.headwater.edge.peer.Tenure;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A channel that this node owns, as sure as a test says. */
final class ScriptedTenure implements Tenure {
  final Promise<Void> settled = Promise.promise();
  volatile boolean sure = true;
  volatile boolean givenUp;

  @Override
  public boolean isSure() {
    return sure;
  }

  @Override
  public Future<Void> settled() {
    return settled.future();
  }

  @Override
  public void giveUp() {
    givenUp = true;
  }
}
