package dev.headwater.edge.source.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileContentTest {
  private static final long STALL_MILLIS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Disk disk = new Disk();
  private final CompletableFuture<Failure> failed = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Gives nothing of itself. */
  private static final class Disk implements ReadStream<Buffer> {
    private @Nullable Handler<Buffer> pieces;
    private @Nullable Handler<Void> end;

    @Override
    public Disk exceptionHandler(@Nullable Handler<Throwable> handler) {
      return this;
    }

    @Override
    public Disk handler(@Nullable Handler<Buffer> handler) {
      pieces = handler;
      return this;
    }

    @Override
    public Disk endHandler(@Nullable Handler<Void> handler) {
      end = handler;
      return this;
    }

    @Override
    public Disk pause() {
      return this;
    }

    @Override
    public Disk resume() {
      return this;
    }

    @Override
    public Disk fetch(long amount) {
      return this;
    }
  }

  private void read(Handler<FileContent> then) {
    vertx.runOnContext(_ -> {
      FileContent content = new FileContent(vertx, disk, STALL_MILLIS);
      content
          .exceptionHandler(cause -> failed.complete(FailureException.of(cause)))
          .handler(_ -> {})
          .endHandler(_ -> ended.complete(null))
          .resume();
      then.handle(content);
    });
  }

  @Test
  void aDiskThatStandsStillFailsItsReader() throws Exception {
    read(_ -> {});

    assertThat(failed.get(10, TimeUnit.SECONDS)).isInstanceOf(Failure.SourceTimeout.class);
    assertThat(disk.pieces).isNull();
  }

  @Test
  void aReaderThatTakesNothingAndOneThatHasAllAreNotFailed() throws Exception {
    read(content -> {
      content.pause();
      vertx.setTimer(
          3 * STALL_MILLIS,
          _ -> {
            content.resume();
            if (disk.pieces != null && disk.end != null) {
              disk.pieces.handle(Buffer.buffer("all"));
              disk.end.handle(null);
            }
          });
    });

    ended.get(10, TimeUnit.SECONDS);
    assertThat(failed).isNotDone();
  }
}
