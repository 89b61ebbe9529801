package dev.headwater.edge.peer;

import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.SourceResponse;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A response that begins at a holder, and whose content goes on elsewhere where the holder is no
 * longer to be had: its reader sees one content. Event-loop confined.
 */
final class RelayedResponse implements SourceResponse, ReadStream<Buffer> {
  /** Holders that fail in turn; whoever fails after them fails the reader. */
  private static final int MAX_RESUMED = 3;

  /**
   * Where content goes on.
   *
   * @param skip bytes at its start that the reader has already
   */
  record Rest(SourceResponse response, long skip) {}

  /** Finds the rest of a content that was cut off. */
  interface Elsewhere {
    /** Fails with {@link dev.headwater.edge.failure.FailureException}. */
    Future<Rest> rest(Resumption resumption);
  }

  private final ResponseHead head;
  private final OptionalLong length;
  private final Elsewhere elsewhere;
  private SourceResponse part;
  private long skip;
  private long given;
  private long demand;
  private int resumed;
  private boolean resuming;
  private boolean over;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  RelayedResponse(SourceResponse first, Elsewhere elsewhere) {
    this.head = first.head();
    this.length = first.length();
    this.elsewhere = elsewhere;
    this.part = first;
    listen();
  }

  private void listen() {
    part.content().exceptionHandler(this::cut).handler(this::piece).endHandler(_ -> end());
  }

  private void piece(Buffer piece) {
    long drop = Math.min(skip, piece.length());
    skip -= drop;
    if (drop == piece.length()) {
      if (demand != Long.MAX_VALUE) {
        part.content().fetch(1);
      }
      return;
    }
    Buffer rest = drop == 0 ? piece : piece.slice((int) drop, piece.length());
    given += rest.length();
    demand = demand == Long.MAX_VALUE ? demand : demand - 1;
    if (handler != null) {
      handler.handle(rest);
    }
  }

  private void end() {
    over = true;
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  private void cut(Throwable cause) {
    if (over) {
      return;
    }
    if (resumed++ >= MAX_RESUMED) {
      fail(cause);
      return;
    }
    resuming = true;
    elsewhere.rest(new Resumption(head, given)).onSuccess(this::goOn).onFailure(this::fail);
  }

  private void goOn(Rest rest) {
    resuming = false;
    if (over) {
      rest.response.cancel();
      return;
    }
    part = rest.response;
    skip = rest.skip;
    listen();
    if (demand > 0) {
      part.content().fetch(demand);
    }
  }

  private void fail(Throwable cause) {
    if (!over) {
      over = true;
      if (exceptionHandler != null) {
        exceptionHandler.handle(cause);
      }
    }
  }

  @Override
  public ResponseHead head() {
    return head;
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public ReadStream<Buffer> content() {
    return this;
  }

  @Override
  public Provenance provenance() {
    return part.provenance();
  }

  @Override
  public void cancel() {
    over = true;
    part.cancel();
  }

  @Override
  public RelayedResponse handler(@Nullable Handler<Buffer> pieces) {
    handler = pieces;
    return this;
  }

  @Override
  public RelayedResponse endHandler(@Nullable Handler<Void> end) {
    endHandler = end;
    return this;
  }

  @Override
  public RelayedResponse exceptionHandler(@Nullable Handler<Throwable> failure) {
    exceptionHandler = failure;
    return this;
  }

  @Override
  public RelayedResponse pause() {
    demand = 0;
    if (!resuming && !over) {
      part.content().pause();
    }
    return this;
  }

  @Override
  public RelayedResponse resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public RelayedResponse fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    if (!resuming && !over) {
      if (demand == Long.MAX_VALUE) {
        part.content().resume();
      } else {
        part.content().fetch(amount);
      }
    }
    return this;
  }
}
