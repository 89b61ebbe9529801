package dev.headwater.edge.peer;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** Content that somebody watches on its way to its reader. Event-loop confined. */
final class WatchedContent implements ReadStream<Buffer> {
  /** Told before the reader is. */
  interface Watcher {
    /** Whether the reader takes more. */
    default void flowing(boolean on) {}

    default void took(int bytes) {}

    /** It ended well, or not; may be told both after another. */
    void ended(boolean well);
  }

  private final ReadStream<Buffer> content;
  private final Watcher watcher;
  private @Nullable Handler<Throwable> failed;

  WatchedContent(ReadStream<Buffer> content, Watcher watcher) {
    this.content = content;
    this.watcher = watcher;
  }

  /** Tells the reader that no more will come, and why. */
  void fail(Throwable cause) {
    Handler<Throwable> told = failed;
    failed = null;
    content.handler(null);
    content.endHandler(null);
    if (told != null) {
      told.handle(cause);
    }
  }

  @Override
  public WatchedContent exceptionHandler(@Nullable Handler<Throwable> handler) {
    failed = handler;
    content.exceptionHandler(
        handler == null
            ? null
            : cause -> {
              watcher.ended(false);
              fail(cause);
            });
    return this;
  }

  @Override
  public WatchedContent handler(@Nullable Handler<Buffer> handler) {
    content.handler(
        handler == null
            ? null
            : piece -> {
              watcher.took(piece.length());
              handler.handle(piece);
            });
    return this;
  }

  @Override
  public WatchedContent endHandler(@Nullable Handler<Void> handler) {
    content.endHandler(
        handler == null
            ? null
            : _ -> {
              watcher.ended(true);
              handler.handle(null);
            });
    return this;
  }

  @Override
  public WatchedContent pause() {
    watcher.flowing(false);
    content.pause();
    return this;
  }

  @Override
  public WatchedContent resume() {
    watcher.flowing(true);
    content.resume();
    return this;
  }

  @Override
  public WatchedContent fetch(long amount) {
    watcher.flowing(true);
    content.fetch(amount);
    return this;
  }
}
