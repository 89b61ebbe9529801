package dev.headwater.edge.source.upstream;

import static dev.headwater.edge.source.upstream.Connection.malformed;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.source.StallLimit;
import dev.headwater.platform.runtime.CallerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response on one connection. It ends with the response's last byte, by {@link
 * #cancel()}, or by a failure of head or content. Event-loop confined.
 */
final class Exchange implements SourceResponse, UpstreamContent.Flow {
  /** More interim responses than this announce nothing; an upload reports progress now and then. */
  private static final int MAX_INTERIM = 64;

  private final Vertx vertx;
  private final Connection connection;
  private final SourceRequest request;
  private final StallLimit stall;
  private final long stallMillis;
  private final UpstreamContent content = new UpstreamContent(this);
  private final Promise<SourceResponse> answer;
  private final Promise<Void> sent;
  private @Nullable RequestContent sending;
  private @Nullable FinalHead head;
  private Consumer<Failure> contentFailed = _ -> {};
  private int interim;
  private boolean inInterim;
  private boolean done;

  Exchange(Vertx vertx, Connection connection, SourceRequest request, long stallMillis) {
    this.vertx = vertx;
    this.connection = connection;
    this.request = request;
    this.answer = CallerContext.promise(vertx);
    this.sent = CallerContext.promise(vertx);
    this.stall = new StallLimit(vertx, stallMillis, this::stalled);
    this.stallMillis = stallMillis;
  }

  /** Completes with the final head; fails with {@link FailureException}. Called once. */
  Future<SourceResponse> send(UpstreamHost host) {
    HttpRequest encoded = RequestEncoding.of(request, host.address(), host.hopSecret());
    connection.begin(this, request.head().method());
    connection.write(encoded);
    ReadStream<Buffer> toSend = request.content();
    if (toSend == null) {
      sent.tryComplete();
    } else if (!done) {
      sending =
          new RequestContent(
              vertx, connection, toSend, RequestEncoding.length(encoded), stallMillis);
      sending
          .send()
          .onSuccess(sent::tryComplete)
          .onFailure(cause -> fail(new FailureException(FailureException.of(cause))));
    }
    return answer.future();
  }

  /** Completes when the whole request is handed over; fails where that can't be any more. */
  Future<Void> sent() {
    return sent.future();
  }

  /** Tells of a failure after the answer, unless the reader cancels before. */
  void onContentFailed(Consumer<Failure> told) {
    contentFailed = told;
  }

  /** Whether nothing at all has come back. */
  boolean isUnanswered() {
    return head == null && interim == 0;
  }

  void receive(HttpObject part) {
    if (part instanceof HttpResponse response) {
      receiveHead(response);
    }
    if (part instanceof HttpContent piece && !done) {
      receiveContent(piece);
    }
  }

  private void receiveHead(HttpResponse response) {
    if (response.status().code() / 100 == 1) {
      receiveInterim(response);
      return;
    }
    FinalHead received = FinalHead.of(response, request.head().method()).orElse(null);
    if (received == null) {
      fail(malformed("the upstream's response has a head that can't be used"));
      return;
    }
    head = received;
    if (received.mayHaveContent()) {
      connection.pause();
    }
    answer.tryComplete(this);
  }

  private void receiveInterim(HttpResponse response) {
    int status = response.status().code();
    if (status == 101 || ++interim > MAX_INTERIM) {
      fail(malformed("the upstream sent interim responses that nobody asked for"));
      return;
    }
    inInterim = true;
    if (status != 100 || request.head().fields().has("Expect")) {
      request
          .interim()
          .accept(
              new ResponseHead(
                  status, ConnectionFields.without(FinalHead.fields(response)).build()));
    }
  }

  private void receiveContent(HttpContent piece) {
    boolean last = piece instanceof LastHttpContent;
    if (inInterim) {
      inInterim = !last;
      return;
    }
    int size = piece.content().readableBytes();
    if (size > 0) {
      byte[] bytes = new byte[size];
      piece.content().readBytes(bytes);
      stall.progressed(size);
      content.piece(Buffer.buffer(bytes));
    }
    if (last && !done) {
      finish();
    }
  }

  private void finish() {
    done = true;
    stall.stop();
    boolean complete = sent.future().succeeded();
    stopSending();
    connection.finished(complete && head != null && head.persistent());
    content.end();
  }

  private void stalled() {
    fail(new FailureException(new Failure.SourceTimeout()));
  }

  /** The connection has ended before the response. */
  void broken() {
    fail(malformed("the upstream closed the connection before the end of its response"));
  }

  void fail(FailureException failure) {
    if (done) {
      return;
    }
    done = true;
    stall.stop();
    stopSending();
    connection.close();
    if (!answer.tryFail(failure)) {
      contentFailed.accept(FailureException.of(failure));
      content.fail(failure);
    }
  }

  private void stopSending() {
    sent.tryFail("the exchange has ended");
    if (sending != null) {
      sending.stop();
    }
  }

  @Override
  public ResponseHead head() {
    if (head == null) {
      throw new IllegalStateException("head: not there (expected: after the answer)");
    }
    return head.head();
  }

  @Override
  public OptionalLong length() {
    return head == null ? OptionalLong.empty() : head.length();
  }

  @Override
  public Provenance provenance() {
    return head == null ? Provenance.SOURCE : Provenance.upstream(head.sequence());
  }

  @Override
  public ReadStream<Buffer> content() {
    return content;
  }

  @Override
  public void cancel() {
    content.forget();
    contentFailed = _ -> {};
    fail(new FailureException(new Failure.SourceUnavailable(UpstreamGroup.RETRY_AFTER)));
  }

  @Override
  public void pause() {
    stall.stop();
    if (!done) {
      connection.pause();
    }
  }

  @Override
  public void resume() {
    if (!done) {
      stall.expect();
      connection.resume();
    }
  }
}
