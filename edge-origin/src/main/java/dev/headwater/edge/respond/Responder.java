package dev.headwater.edge.respond;

import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;
import static io.vertx.core.http.HttpHeaders.DATE;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.fill.Contents;
import dev.headwater.edge.http.conditional.NotModifiedFields;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.HttpDate;
import dev.headwater.edge.http.negotiation.ContentCoding;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.ContentRange;
import dev.headwater.edge.http.range.MultipartByteranges;
import dev.headwater.edge.http.range.PartialFields;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.memory.ContentReader;
import dev.headwater.edge.memory.Sequence;
import dev.headwater.edge.memory.Text;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.telemetry.RequestMeters;
import dev.headwater.platform.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers and failures. Stored bytes go to the socket from their off-heap memory. Event-loop
 * confined.
 */
public final class Responder {
  private static final int NO_CONTENT = 204;
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;

  private final Contents contents;
  private final LocalFiles files;
  private final Executor loop;
  private final Delivery.Means means;
  private final RequestMeters meters;
  private final LongSupplier clock;
  private final SentHeads heads = new SentHeads();
  private long dateSecond;
  private CharSequence date = "";

  /**
   * A responder for one event loop.
   *
   * @param clock milliseconds since the epoch
   */
  public Responder(Contents contents, Context context, RequestMeters meters, LongSupplier clock) {
    this.contents = contents;
    Stalls stalls = Stalls.watched(context.owner());
    this.means = new Delivery.Means(stalls, meters);
    this.files = new LocalFiles(context.owner(), stalls);
    this.loop = task -> context.runOnContext(_ -> task.run());
    this.meters = meters;
    this.clock = clock;
  }

  /** Sends an answer; takes over its reference to the stored response. */
  public void send(Exchange exchange, Answer answer) {
    switch (answer.selection()) {
      case Selection.Whole whole -> whole(exchange, answer, whole.coding());
      case Selection.Part part -> part(exchange, answer, part);
      case Selection.Parts parts -> parts(exchange, answer, parts);
      case Selection.NotModified notModified -> notModified(exchange, answer, notModified.coding());
      case Selection.Failed failed -> {
        answer.lookup().release();
        fail(exchange, failed.failure());
      }
    }
  }

  private void whole(Exchange exchange, Answer answer, ContentCoding coding) {
    StoredResponse stored = answer.stored();
    ByteBuf piece = onePiece(stored, coding, Delivery.pieceBytes(exchange.request()));
    if (piece != null && !exchange.isHead() && answer.lookup().outcome().isHit()) {
      hit(exchange, answer, coding, piece);
      return;
    }
    wholeHead(exchange, answer, coding);
    if (coding == ContentCoding.GZIP) {
      Body gzip = Objects.requireNonNull(stored.gzip());
      deliver(exchange, answer, () -> gzip.reader(0, Long.MAX_VALUE, loop));
    } else if (stored.content() instanceof Content.LocalFile(Path file, long size)) {
      sendFile(exchange, answer, file, new ByteSpan(0, size));
    } else {
      deliver(exchange, answer, () -> contents.all(answer.request(), stored, loop));
    }
  }

  /** What most requests get: a head that was encoded before, and content in one piece. */
  private void hit(Exchange exchange, Answer answer, ContentCoding coding, ByteBuf piece) {
    int status = answer.stored().status();
    HttpServerResponse response = exchange.request().response().setStatusCode(status);
    response.headers().setAll(heads.ofHit(answer, coding, clock.getAsLong()));
    responded(exchange, answer.lookup().outcome().tag(), status);
    Delivery.atOnce(exchange.request(), piece, answer.lookup(), means);
  }

  private void wholeHead(Exchange exchange, Answer answer, ContentCoding coding) {
    StoredResponse stored = answer.stored();
    HttpServerResponse response = head(exchange, answer, stored.status(), coding);
    OptionalLong length = SentHeads.length(stored, coding);
    SentHeads.addLength(response.headers(), stored.status(), length);
    if (length.isEmpty() && SentHeads.mayHaveContent(stored.status()) && !exchange.isHead()) {
      response.setChunked(true);
    }
  }

  /** All of the content, where it lies in one piece that one write may send; else null. */
  private static @Nullable ByteBuf onePiece(
      StoredResponse stored, ContentCoding coding, int mostBytes) {
    Body body =
        coding == ContentCoding.GZIP
            ? stored.gzip()
            : stored.content() instanceof Content.Whole whole ? whole.body() : null;
    ByteBuf piece = body == null ? null : body.single();
    return piece != null && piece.readableBytes() <= mostBytes ? piece : null;
  }

  private void part(Exchange exchange, Answer answer, Selection.Part part) {
    StoredResponse stored = answer.stored();
    partialHead(exchange, answer)
        .putHeader(CONTENT_LENGTH, Long.toString(part.span().length()))
        .putHeader(
            FieldNames.CONTENT_RANGE,
            ContentRange.Satisfied.of(part.span(), part.size()).toString());
    if (stored.content() instanceof Content.LocalFile(Path file, long _)) {
      sendFile(exchange, answer, file, part.span());
    } else {
      deliver(exchange, answer, () -> contents.span(answer.request(), stored, part.span(), loop));
    }
  }

  private void parts(Exchange exchange, Answer answer, Selection.Parts several) {
    MultipartByteranges multipart =
        MultipartByteranges.of(
            several.spans(),
            several.size(),
            answer.stored().head().fields().get("Content-Type"),
            MultipartByteranges.boundary(ThreadLocalRandom.current()));
    partialHead(exchange, answer)
        .putHeader(CONTENT_TYPE, multipart.contentType())
        .putHeader(CONTENT_LENGTH, Long.toString(multipart.contentLength()));
    deliver(exchange, answer, () -> multipart(answer, multipart));
  }

  private ContentReader multipart(Answer answer, MultipartByteranges multipart) {
    List<Supplier<ContentReader>> readers = new ArrayList<>();
    for (MultipartByteranges.Part part : multipart.parts()) {
      ByteSpan span = part.span();
      readers.add(() -> new Text(part.head()));
      readers.add(() -> contents.span(answer.request(), answer.stored(), span, loop));
    }
    readers.add(() -> new Text(multipart.tail()));
    return new Sequence(readers.iterator());
  }

  private void notModified(Exchange exchange, Answer answer, ContentCoding coding) {
    HttpServerResponse response = head(exchange, answer, NOT_MODIFIED, coding);
    NotModifiedFields.LEFT_OUT.forEach(response.headers()::remove);
    answer.lookup().release();
    response.end();
    responded(exchange, answer.lookup().outcome().tag(), NOT_MODIFIED);
  }

  private void sendFile(Exchange exchange, Answer answer, Path file, ByteSpan span) {
    HttpServerResponse response = exchange.request().response();
    responded(exchange, answer.lookup().outcome().tag(), response.getStatusCode());
    answer.lookup().release();
    if (exchange.isHead()) {
      response.end();
    } else {
      files
          .send(
              exchange.request(),
              file,
              span,
              cause -> {
                contents.changed(answer.request());
                failInstead(exchange, cause);
              })
          .onSuccess(meters::sent);
    }
  }

  private void deliver(Exchange exchange, Answer answer, Supplier<ContentReader> reader) {
    HttpServerResponse response = exchange.request().response();
    responded(exchange, answer.lookup().outcome().tag(), response.getStatusCode());
    if (exchange.isHead() || response.closed()) {
      answer.lookup().release();
      if (!response.closed()) {
        response.end();
      }
      return;
    }
    new Delivery(
            exchange.request(),
            reader.get(),
            answer.lookup().verbatim() && SentHeads.mayHaveContent(response.getStatusCode()),
            answer.lookup()::release,
            cause -> failInstead(exchange, cause),
            means)
        .begin();
  }

  private void failInstead(Exchange exchange, Throwable cause) {
    HttpServerResponse response = exchange.request().response();
    response.headers().clear();
    response.setChunked(false);
    fail(exchange, FailureException.of(cause));
  }

  private HttpServerResponse partialHead(Exchange exchange, Answer answer) {
    HttpServerResponse response = head(exchange, answer, PARTIAL_CONTENT, ContentCoding.IDENTITY);
    PartialFields.OF_CONTENT.forEach(response.headers()::remove);
    return response;
  }

  private HttpServerResponse head(
      Exchange exchange, Answer answer, int status, ContentCoding coding) {
    HttpServerResponse response = exchange.request().response().setStatusCode(status);
    SentHeads.addTo(response.headers(), answer, coding, clock.getAsLong());
    return response;
  }

  /** Answers a preflight request (Fetch, section 3.2): anyone's page may play. */
  public void preflight(Exchange exchange) {
    common(exchange, NO_CONTENT)
        .putHeader(FieldNames.ALLOW, FieldNames.METHODS)
        .putHeader(FieldNames.ALLOW_METHODS, FieldNames.METHODS)
        .putHeader(FieldNames.ALLOW_HEADERS, "*, Range, If-None-Match, If-Modified-Since")
        .putHeader(FieldNames.MAX_AGE, "86400")
        .end();
    responded(exchange, "none", NO_CONTENT);
  }

  /** Answers with problem details. */
  public void fail(Exchange exchange, Failure failure) {
    Problem problem = failure.problem();
    HttpServerResponse response =
        common(exchange, problem.status()).putHeader(CONTENT_TYPE, Problem.MEDIA_TYPE);
    Duration lifetime = failure.lifetime();
    response.putHeader(
        CACHE_CONTROL,
        lifetime.isZero() ? FieldNames.NO_STORE : "public, max-age=" + lifetime.toSeconds());
    if (failure.retryAfter().isPositive()) {
      response.putHeader(FieldNames.RETRY_AFTER, Long.toString(failure.retryAfter().toSeconds()));
    }
    switch (failure) {
      case Failure.RangeNotSatisfiable range ->
          response.putHeader(FieldNames.CONTENT_RANGE, "bytes */" + range.size());
      case Failure.MethodNotAllowed _ -> response.putHeader(FieldNames.ALLOW, FieldNames.METHODS);
      default -> {}
    }
    Buffer body = problem.toJson().toBuffer();
    response.putHeader(CONTENT_LENGTH, Integer.toString(body.length()));
    if (exchange.isHead()) {
      response.end();
    } else {
      response.end(body);
    }
    responded(exchange, problem.type(), problem.status());
  }

  private HttpServerResponse common(Exchange exchange, int status) {
    HttpServerResponse response =
        exchange.request().response().setStatusCode(status).putHeader(DATE, now());
    for (Field field : FieldNames.OPEN_TO_ALL) {
      response.putHeader(field.name(), field.value());
    }
    return response;
  }

  private CharSequence now() {
    long second = clock.getAsLong() / 1000;
    if (second != dateSecond) {
      dateSecond = second;
      date = HttpHeaders.createOptimized(HttpDate.format(second * 1000));
    }
    return date;
  }

  private void responded(Exchange exchange, String outcome, int status) {
    long tookNanos = System.nanoTime() - exchange.startedNanos();
    meters.responded(exchange.kind(), outcome, status, tookNanos);
  }
}
