package dev.headwater.edge.respond;

import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.fill.Asker;
import dev.headwater.edge.fill.CacheRequest;
import dev.headwater.edge.fill.Contents;
import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.http.conditional.NotModifiedFields;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.negotiation.ContentCoding;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.ContentRange;
import dev.headwater.edge.http.range.MultipartByteranges;
import dev.headwater.edge.http.range.PartialFields;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.memory.ContentReader;
import dev.headwater.edge.memory.Sequence;
import dev.headwater.edge.memory.Text;
import dev.headwater.edge.protection.KeySet;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.telemetry.RequestMeters;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers. Stored bytes go to the socket from their off-heap memory. Event-loop confined.
 */
public final class Responder {
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;

  private final Contents contents;
  private final PurgeTable purges;
  private final LocalFiles files;
  private final Executor loop;
  private final Delivery.Means means;
  private final RequestMeters meters;
  private final LongSupplier clock;
  private final SentHeads heads = new SentHeads();
  private final BriefAnswers brief;
  private final LiveAnswers live;

  /**
   * A responder for one event loop.
   *
   * @param purges that tell other tiers which sequence a response bears
   * @param clock milliseconds since the epoch
   */
  public Responder(
      Contents contents,
      Context context,
      PurgeTable purges,
      RequestMeters meters,
      LongSupplier clock) {
    this.contents = contents;
    this.purges = purges;
    Stalls stalls = Stalls.watched(context.owner());
    this.means = new Delivery.Means(stalls, meters);
    this.files = new LocalFiles(context.owner(), stalls);
    this.loop = task -> context.runOnContext(_ -> task.run());
    this.brief = new BriefAnswers(meters, clock);
    this.live = new LiveAnswers(brief);
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
    if (isRefused(exchange, answer)) {
      return;
    }
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
    tellSequence(exchange, answer.request(), answer.stored());
    if (exchange.lastWord() != null && isRefused(exchange, answer)) {
      return;
    }
    responded(exchange, answer.lookup().outcome().tag(), status);
    Delivery.atOnce(exchange.request(), piece, answer.lookup(), means);
  }

  private void wholeHead(Exchange exchange, Answer answer, ContentCoding coding) {
    StoredResponse stored = answer.stored();
    HttpServerResponse response = head(exchange, answer, stored.status(), coding);
    OptionalLong length = SentHeads.length(stored, coding);
    SentHeads.addLength(response.headers(), stored.status(), length);
    if (length.isEmpty() && SentHeads.mayHaveContent(stored.status()) && !exchange.isHead()) {
      unknownLength(exchange.request(), response);
    }
  }

  /** The end of the connection ends it for clients of old (RFC 9112, section 6.3). */
  private static void unknownLength(HttpServerRequest request, HttpServerResponse response) {
    if (request.version() == HttpVersion.HTTP_1_0) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      response.endHandler(_ -> request.connection().close());
    } else {
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
    if (isRefused(exchange, answer)) {
      return;
    }
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
    if (!isRefused(exchange, answer)) {
      deliver(exchange, answer, () -> multipart(answer, multipart));
    }
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
    if (isRefused(exchange, answer)) {
      return;
    }
    answer.lookup().release();
    response.end();
    responded(exchange, answer.lookup().outcome().tag(), NOT_MODIFIED);
  }

  /** Who has the last word on the head that is made may not let it leave. */
  private boolean isRefused(Exchange exchange, Answer answer) {
    boolean leaves = false;
    try {
      leaves = brief.leaves(exchange);
    } finally {
      if (!leaves) {
        answer.lookup().release();
      }
    }
    return !leaves;
  }

  private void sendFile(Exchange exchange, Answer answer, Path file, ByteSpan span) {
    HttpServerRequest request = exchange.request();
    if (exchange.isHead() || request.response().closed()) {
      endWithoutContent(exchange, answer);
      return;
    }
    Consumer<Throwable> changed =
        cause -> {
          contents.changed(answer.request());
          failInstead(exchange, cause);
        };
    if (request.version() == HttpVersion.HTTP_2) {
      files
          .reader(file, span)
          .onSuccess(reader -> begin(exchange, answer, reader))
          .onFailure(cause -> {
            answer.lookup().release();
            changed.accept(cause);
          });
      return;
    }
    answer.lookup().release();
    counted(exchange, answer);
    files.send(request, file, span, changed).onSuccess(meters::sent);
  }

  private void deliver(Exchange exchange, Answer answer, Supplier<ContentReader> reader) {
    if (exchange.isHead() || exchange.request().response().closed()) {
      endWithoutContent(exchange, answer);
    } else {
      begin(exchange, answer, reader.get());
    }
  }

  private void endWithoutContent(Exchange exchange, Answer answer) {
    HttpServerResponse response = exchange.request().response();
    counted(exchange, answer);
    answer.lookup().release();
    if (!response.closed()) {
      response.end();
    }
  }

  private void begin(Exchange exchange, Answer answer, ContentReader reader) {
    HttpServerRequest request = exchange.request();
    counted(exchange, answer);
    new Delivery(
            request,
            reader,
            answer.lookup().verbatim()
                && SentHeads.mayHaveContent(request.response().getStatusCode())
                && request.version() != HttpVersion.HTTP_1_0,
            answer.lookup()::release,
            cause -> failInstead(exchange, cause),
            means)
        .begin();
  }

  private void counted(Exchange exchange, Answer answer) {
    int status = exchange.request().response().getStatusCode();
    responded(exchange, answer.lookup().outcome().tag(), status);
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
    tellSequence(exchange, answer.request(), answer.stored());
    return response;
  }

  /** Up to which sequence the feed is in force by now. */
  public long applied() {
    return purges.applied();
  }

  /**
   * Another tier stores it as what it is: no newer than it was here, and than what was known when
   * it was decided whether a token is needed.
   */
  public void tellSequence(Exchange exchange, CacheRequest request, StoredResponse stored) {
    if (request.asker() == Asker.TIER && purges.tellsSequences()) {
      long sequence = Math.min(stored.sequence(), exchange.decidedAt());
      exchange.request().response().putHeader(Provenance.SEQUENCE_FIELD, purges.word(sequence));
    }
  }

  /** Answers a preflight request: anyone's page may play. */
  public void preflight(Exchange exchange) {
    brief.preflight(exchange);
  }

  /** Answers with what this node makes of live media; see {@link LiveAnswers#send}. */
  public void live(Exchange exchange, LiveTerms terms, ByteBuf body) {
    live.send(exchange, terms, body);
  }

  /** Answers with a content key, which nobody is to keep. */
  public void key(Exchange exchange, byte[] key, Audience audience) {
    brief.key(exchange, Buffer.buffer(key), "application/octet-stream", audience);
  }

  /** Answers with content keys that were asked for, which nobody is to keep. */
  public void keys(Exchange exchange, KeySet keys, Audience audience) {
    brief.key(exchange, keys.json(), "application/json", audience);
  }

  /** Answers with what was made for this request; nobody keeps it where it doesn't say so. */
  public void made(Exchange exchange, int status, FieldList fields, Buffer body) {
    brief.made(exchange, status, fields, body);
  }

  /** Answers with problem details. */
  public void fail(Exchange exchange, Failure failure) {
    brief.fail(exchange, failure);
  }

  private void responded(Exchange exchange, String outcome, int status) {
    brief.responded(exchange, outcome, status);
  }
}
