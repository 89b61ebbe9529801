package dev.headwater.edge;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a node on event loops: the part that is taken for dead where it is late has one
 * to itself. Vert.x hands its loops out in turn, whoever asks, so that with few cores viewers would
 * be served on that one too. Used by one thread at a time.
 */
final class Placement {
  /** Where each turn comes to the loop that is taken, there is no other. */
  private static final int TURNS = VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE;

  private final Vertx vertx;
  private final Deque<String> deployments = new ArrayDeque<>(); // the last first
  private @Nullable EventLoop taken;

  Placement(Vertx vertx) {
    this.vertx = vertx;
  }

  /** On a loop that is kept for it from now on. */
  Future<Void> alone(Deployable part) {
    return deploy(
        new Deployable() {
          @Override
          public Future<?> deploy(Context context) throws Exception {
            taken = loop(context);
            return part.deploy(context);
          }

          @Override
          public Future<?> undeploy(Context context) throws Exception {
            return part.undeploy(context);
          }
        });
  }

  /** On one of the others. */
  Future<Void> beside(Supplier<? extends Deployable> part) {
    return beside(part, TURNS);
  }

  private Future<Void> beside(Supplier<? extends Deployable> part, int turns) {
    return turns == 0
        ? deploy(part.get())
        : deploy(new Elsewhere(part.get(), taken))
            .recover(cause ->
                cause instanceof TakenException
                    ? beside(part, turns - 1)
                    : Future.failedFuture(cause));
  }

  private Future<Void> deploy(Deployable part) {
    return vertx.deployVerticle(part).onSuccess(deployments::addFirst).mapEmpty();
  }

  /** Takes all away again, the last first, one after the other. */
  Future<Void> end() {
    Future<Void> gone = Future.succeededFuture();
    for (String deployment : deployments) {
      gone = gone.eventually(() -> vertx.undeploy(deployment));
    }
    return gone;
  }

  private record Elsewhere(Deployable part, @Nullable EventLoop taken) implements Deployable {
    @Override
    public Future<?> deploy(Context context) throws Exception {
      return loop(context).equals(taken)
          ? Future.failedFuture(new TakenException())
          : part.deploy(context);
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
      return part.undeploy(context);
    }
  }

  private static EventLoop loop(Context context) {
    return ((ContextInternal) context).nettyEventLoop();
  }

  /** The turn has come to the loop that is kept for another part. */
  private static final class TakenException extends Exception {
    private static final long serialVersionUID = 1;

    TakenException() {
      super("this event loop is taken", null, false, false);
    }
  }
}
