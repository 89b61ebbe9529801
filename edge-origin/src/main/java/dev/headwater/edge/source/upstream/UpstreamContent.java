package dev.headwater.edge.source.upstream;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a response, as far as its reader asks for it; what nobody asks for stays in the
 * network. Event-loop confined.
 */
final class UpstreamContent implements ReadStream<Buffer> {
  /** Holds back, and lets come. */
  interface Flow {
    void pause();

    void resume();
  }

  private final Flow flow;
  private long demand;
  private boolean ended;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  UpstreamContent(Flow flow) {
    this.flow = flow;
  }

  void piece(Buffer piece) {
    if (demand != Long.MAX_VALUE && --demand == 0) {
      flow.pause();
    }
    if (handler != null) {
      handler.handle(piece);
    }
  }

  /** Told at once to a reader that asks for more, else as soon as it does. */
  void end() {
    ended = true;
    if (demand > 0) {
      tellEnd();
    }
  }

  void fail(Throwable cause) {
    Handler<Throwable> told = exceptionHandler;
    forget();
    if (told != null) {
      told.handle(cause);
    }
  }

  /** Nothing more is told. */
  void forget() {
    handler = null;
    endHandler = null;
    exceptionHandler = null;
  }

  private void tellEnd() {
    Handler<Void> told = endHandler;
    forget();
    if (told != null) {
      told.handle(null);
    }
  }

  @Override
  public UpstreamContent handler(@Nullable Handler<Buffer> pieces) {
    handler = pieces;
    return this;
  }

  @Override
  public UpstreamContent endHandler(@Nullable Handler<Void> end) {
    endHandler = end;
    return this;
  }

  @Override
  public UpstreamContent exceptionHandler(@Nullable Handler<Throwable> failure) {
    exceptionHandler = failure;
    return this;
  }

  @Override
  public UpstreamContent pause() {
    if (demand > 0) {
      demand = 0;
      flow.pause();
    }
    return this;
  }

  @Override
  public UpstreamContent resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public UpstreamContent fetch(long amount) {
    if (amount <= 0) {
      throw new IllegalArgumentException("amount: " + amount + " (expected: > 0)");
    }
    boolean paused = demand == 0;
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    if (ended) {
      tellEnd();
    } else if (paused) {
      flow.resume();
    }
    return this;
  }
}
