package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.memory.ContentReader;
import dev.headwater.edge.memory.ContentReader.Next;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client: it looks something up, and reads what it is given as fast as it comes unless a test
 * holds it back.
 */
final class Visit {
  private static final int PIECE_BYTES = 16 * 1024;

  private final TestLoop loop;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable Lookup lookup;
  private @Nullable ContentReader reader;
  private @Nullable Throwable failure;
  private boolean ended;
  private boolean left;
  private boolean held;

  private Visit(TestLoop loop) {
    this.loop = loop;
  }

  /**
   * @param span what it reads of the response unless that is all there is; null reads all
   */
  static Visit begin(
      TestLoop loop, ResponseCache cache, CacheRequest request, @Nullable ByteSpan span) {
    Visit visit = new Visit(loop);
    loop.run(() -> visit.lookUp(cache, request, span));
    return visit;
  }

  private void lookUp(ResponseCache cache, CacheRequest request, @Nullable ByteSpan span) {
    Future<Lookup> found = Future.succeededFuture().compose(_ -> cache.lookup(request));
    found.onSuccess(response -> {
      lookup = response;
      if (left) {
        response.release();
      } else {
        Contents contents = cache.contents();
        reader =
            span == null || response.verbatim()
                ? contents.all(request, response.response(), loop::execute)
                : contents.span(request, response.response(), span, loop::execute);
        read();
      }
    });
    found.onFailure(this::failed);
  }

  private void read() {
    while (reader != null && !held) {
      switch (reader.next(PIECE_BYTES, this::read)) {
        case Next.Bytes(ByteBuf piece, boolean last) -> {
          byte[] copy = new byte[piece.readableBytes()];
          piece.getBytes(piece.readerIndex(), copy);
          bytes.writeBytes(copy);
          reader.written();
          if (last) {
            finish();
          }
        }
        case Next.Later _ -> {
          return;
        }
        case Next.End _ -> finish();
        case Next.Failed(Throwable cause) -> {
          failed(cause);
          finish();
        }
      }
    }
  }

  private void failed(Throwable cause) {
    failure = cause;
    ended = true;
  }

  private void finish() {
    ended = true;
    if (reader != null) {
      reader.close();
      reader = null;
      Objects.requireNonNull(lookup).release();
    }
  }

  /** The client reads nothing more, until it does again. */
  Visit holds() {
    loop.run(() -> held = true);
    return this;
  }

  void readsOn() {
    loop.run(() -> {
      held = false;
      read();
    });
  }

  void leaves() {
    loop.run(() -> {
      left = true;
      finish();
    });
    loop.settle();
  }

  /** What it has got so far. */
  String soFar() {
    loop.settle();
    return loop.call(() -> bytes.toString(StandardCharsets.ISO_8859_1));
  }

  boolean isAnswered() {
    loop.settle();
    return loop.call(() -> lookup != null);
  }

  /** Outcome and content, once all has come. */
  String answer() {
    return outcome() + " " + content();
  }

  String content() {
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  byte[] bytes() {
    loop.until("the end of the content", () -> ended);
    assertThat(failure).as("failure").isNull();
    return loop.call(bytes::toByteArray);
  }

  /** The tag of the outcome, once there is a head. */
  String outcome() {
    return lookup().outcome().tag();
  }

  int status() {
    return lookup().response().status();
  }

  String field(String name) {
    return String.join(", ", lookup().response().head().fields().lines(name));
  }

  String cacheStatus(long nowMillis) {
    return lookup().cacheStatus(nowMillis);
  }

  private Lookup lookup() {
    loop.until("an answer", () -> lookup != null || failure != null);
    assertThat(failure).as("failure").isNull();
    return loop.call(() -> Objects.requireNonNull(lookup));
  }

  /** What it fails with, be it before or after a head. */
  Failure failure() {
    loop.until("a failure", () -> ended);
    return FailureException.of(loop.call(() -> Objects.requireNonNull(failure, "it did not fail")));
  }
}
