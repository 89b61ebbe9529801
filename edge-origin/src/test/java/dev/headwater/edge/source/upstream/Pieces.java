package dev.headwater.edge.source.upstream;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Content that is made as it is asked for: so many pieces, then its end or a failure. */
final class Pieces implements ReadStream<Buffer> {
  static final int SIZE = 16 * 1024;
  final AtomicLong given = new AtomicLong();
  private final Vertx vertx;
  private final Context context;
  private final Buffer piece;
  private final long pauseMillis;
  private final int count;
  private final boolean fails;
  private long demand;
  private boolean ended;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  /** Pieces of 16 KiB, without a pause. */
  Pieces(Vertx vertx, int count, boolean fails) {
    this(vertx, SIZE, 0, count, fails);
  }

  private Pieces(Vertx vertx, int size, long pauseMillis, int count, boolean fails) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.piece = Buffer.buffer(new byte[size]);
    this.pauseMillis = pauseMillis;
    this.count = count;
    this.fails = fails;
  }

  /** A byte now and then, without end. */
  static Pieces dripping(Vertx vertx) {
    return new Pieces(vertx, 1, 20, Integer.MAX_VALUE, false);
  }

  private void giveLater() {
    if (pauseMillis == 0) {
      context.runOnContext(_ -> give());
    } else {
      vertx.setTimer(pauseMillis, _ -> give());
    }
  }

  private void give() {
    if (demand == 0 || ended) {
      return;
    }
    if (given.get() < count && handler != null) {
      demand -= demand == Long.MAX_VALUE ? 0 : 1;
      given.incrementAndGet();
      handler.handle(piece);
      giveLater();
    } else {
      ended = true;
      if (fails && exceptionHandler != null) {
        exceptionHandler.handle(new IllegalStateException("the client has left"));
      } else if (endHandler != null) {
        endHandler.handle(null);
      }
    }
  }

  @Override
  public Pieces handler(@Nullable Handler<Buffer> pieces) {
    handler = pieces;
    return this;
  }

  @Override
  public Pieces endHandler(@Nullable Handler<Void> end) {
    endHandler = end;
    return this;
  }

  @Override
  public Pieces exceptionHandler(@Nullable Handler<Throwable> failure) {
    exceptionHandler = failure;
    return this;
  }

  @Override
  public Pieces pause() {
    demand = 0;
    return this;
  }

  @Override
  public Pieces resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public Pieces fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    giveLater();
    return this;
  }
}
