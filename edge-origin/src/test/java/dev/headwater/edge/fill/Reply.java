package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The answer to one request of a {@link PlayedSource}, given piece by piece from a test. */
final class Reply implements SourceResponse, ReadStream<Buffer> {
  private final TestLoop loop;
  private final SourceRequest request;
  private final Promise<SourceResponse> promise = Promise.promise();
  private final Deque<Runnable> pending = new ArrayDeque<>();
  private ResponseHead head = new ResponseHead(200, FieldList.empty());
  private OptionalLong length = OptionalLong.empty();
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private Provenance provenance = Provenance.SOURCE;
  private boolean flowing;
  private boolean delivering;
  private volatile boolean cancelled;

  Reply(TestLoop loop, SourceRequest request) {
    this.loop = loop;
    this.request = request;
  }

  Future<SourceResponse> promised() {
    return promise.future();
  }

  /** The request field as the source got it; empty where it got none. */
  String asked(String field) {
    return String.join(", ", request.head().fields().lines(field));
  }

  String method() {
    return request.head().method();
  }

  /** Says that it was stored before, by a tier that knew of purges up to there. */
  Reply bearing(long sequence) {
    provenance = Provenance.upstream(sequence);
    return this;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** Sends the head; a Content-Length among the fields is announced. */
  Reply head(int status, String... fields) {
    head = new ResponseHead(status, FieldList.of(fields));
    String announced = head.fields().get("Content-Length");
    length = announced == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(announced));
    loop.run(() -> promise.complete(this));
    return this;
  }

  /** A whole response, with its length. */
  void answer(int status, String content, String... fields) {
    answer(status, content.getBytes(StandardCharsets.ISO_8859_1), fields);
  }

  void answer(int status, byte[] content, String... fields) {
    FieldList all =
        FieldList.of(fields).toBuilder()
            .set("Content-Length", Integer.toString(content.length))
            .build();
    head = new ResponseHead(status, all);
    length = OptionalLong.of(content.length);
    pending.add(() -> part(Buffer.buffer(content)));
    pending.add(this::ended);
    loop.run(() -> promise.complete(this));
    loop.settle();
  }

  /** No answer at all. */
  void fail(Failure failure) {
    loop.run(() -> promise.fail(new FailureException(failure)));
    loop.settle();
  }

  Reply send(String content) {
    return send(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  Reply send(byte[] content) {
    then(() -> part(Buffer.buffer(content)));
    return this;
  }

  void end() {
    then(this::ended);
  }

  /** The rest never comes. */
  void cut() {
    then(() -> {
      if (exceptionHandler != null) {
        exceptionHandler.handle(new FailureException(new Failure.SourceMalformed("cut")));
      }
    });
  }

  void assertCancelled() {
    loop.settle();
    assertThat(cancelled).as("cancelled").isTrue();
  }

  /** Whether the cache takes what comes, rather than having it wait. */
  boolean isFlowing() {
    loop.settle();
    return loop.call(() -> flowing);
  }

  private void then(Runnable event) {
    loop.run(() -> {
      pending.add(event);
      deliver();
    });
    loop.settle();
  }

  private void deliver() {
    if (!delivering) {
      delivering = true;
      while (flowing && !cancelled && !pending.isEmpty()) {
        pending.remove().run();
      }
      delivering = false;
    }
  }

  private void part(Buffer content) {
    if (handler != null && content.length() > 0) {
      handler.handle(content);
    }
  }

  private void ended() {
    if (endHandler != null) {
      endHandler.handle(null);
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
  public void cancel() {
    cancelled = true;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> told) {
    exceptionHandler = told;
    return this;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> told) {
    handler = told;
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    flowing = false;
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    flowing = true;
    deliver();
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> told) {
    endHandler = told;
    return this;
  }
}
