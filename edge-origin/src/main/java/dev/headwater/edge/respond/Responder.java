package dev.headwater.edge.respond;

import static io.vertx.core.http.HttpHeaders.ACCEPT_RANGES;
import static io.vertx.core.http.HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN;
import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_ENCODING;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;
import static io.vertx.core.http.HttpHeaders.DATE;
import static io.vertx.core.http.HttpHeaders.ETAG;
import static io.vertx.core.http.HttpHeaders.LAST_MODIFIED;
import static io.vertx.core.http.HttpHeaders.VARY;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.select.ContentCoding;
import dev.headwater.edge.select.HttpDate;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.stored.ResponseMetadata;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.telemetry.RequestMeters;
import dev.headwater.platform.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Writes answers and failures. Stored bytes go to the socket as slices of their off-heap memory,
 * and are released exactly once, when their write has completed or failed. Event-loop confined.
 */
public final class Responder {
  /** At the idle time of 75 s, a client must take at least 56 kbit/s. */
  private static final int SLICE_BYTES = 512 * 1024;

  private final Map<ResourceKind, CachingFields> fields = new EnumMap<>(ResourceKind.class);
  private final RequestMeters meters;
  private final LongSupplier clock;
  private long dateSecond;
  private CharSequence date = "";

  /**
   * A responder for one event loop.
   *
   * @param clock milliseconds since the epoch
   */
  public Responder(CachePolicy policy, RequestMeters meters, LongSupplier clock) {
    policy.kinds().forEach(kind -> fields.put(kind.kind(), CachingFields.of(kind)));
    this.meters = meters;
    this.clock = clock;
  }

  /** Sends an answer; takes over its reference to the stored response. */
  public void send(Exchange exchange, Answer answer) {
    switch (answer.selection()) {
      case Selection.Whole whole -> whole(exchange, answer, whole.coding());
      case Selection.Part part -> part(exchange, answer, part);
      case Selection.NotModified notModified -> notModified(exchange, answer, notModified.coding());
      case Selection.Failed failed -> {
        answer.stored().release();
        fail(exchange, failed.failure());
      }
    }
  }

  private void whole(Exchange exchange, Answer answer, ContentCoding coding) {
    ByteBuf bytes =
        switch (coding) {
          case IDENTITY -> answer.stored().identity();
          case GZIP -> Objects.requireNonNull(answer.stored().gzip());
        };
    HttpServerResponse response = head(exchange, answer, 200, coding);
    response.putHeader(CONTENT_LENGTH, Integer.toString(bytes.readableBytes()));
    body(exchange, answer, bytes.slice());
  }

  private void part(Exchange exchange, Answer answer, Selection.Part part) {
    long size = answer.stored().metadata().size();
    long last = part.offset() + part.length() - 1;
    head(exchange, answer, 206, ContentCoding.IDENTITY)
        .putHeader(CONTENT_LENGTH, Long.toString(part.length()))
        .putHeader(FieldNames.CONTENT_RANGE, "bytes " + part.offset() + "-" + last + "/" + size);
    ByteBuf bytes = answer.stored().identity();
    body(exchange, answer, bytes.slice((int) part.offset(), (int) part.length()));
  }

  private void notModified(Exchange exchange, Answer answer, ContentCoding coding) {
    HttpServerResponse response = head(exchange, answer, 304, coding);
    response.headers().remove(CONTENT_TYPE).remove(CONTENT_ENCODING);
    answer.stored().release();
    response.end();
    responded(exchange, answer.outcome().tag(), 304);
  }

  private void body(Exchange exchange, Answer answer, ByteBuf bytes) {
    StoredResponse stored = answer.stored();
    HttpServerResponse response = exchange.request().response();
    if (exchange.isHead()) {
      stored.release();
      response.end();
    } else {
      int length = bytes.readableBytes();
      meters.leased();
      write(response, bytes)
          .onComplete(written -> {
            stored.release();
            meters.released(written.succeeded() ? length : 0);
          });
    }
    responded(exchange, answer.outcome().tag(), response.getStatusCode());
  }

  /**
   * In slices, so that a slow client is seen to be taking bytes: a connection is closed when no
   * write completes for the idle time.
   */
  private static Future<Void> write(HttpServerResponse response, ByteBuf bytes) {
    if (bytes.readableBytes() <= SLICE_BYTES) {
      return response.end(BufferInternal.buffer(bytes));
    }
    return response
        .write(BufferInternal.buffer(bytes.readSlice(SLICE_BYTES)))
        .compose(_ -> write(response, bytes));
  }

  private HttpServerResponse head(
      Exchange exchange, Answer answer, int status, ContentCoding coding) {
    CachingFields caching = Objects.requireNonNull(fields.get(answer.what().policy().kind()));
    ResponseMetadata metadata = answer.stored().metadata();
    HttpServerResponse response = common(exchange, status);
    response
        .putHeader(CONTENT_TYPE, caching.contentType())
        .putHeader(CACHE_CONTROL, answer.shared() ? caching.shared() : caching.perViewer())
        .putHeader(
            FieldNames.CDN_CACHE_CONTROL, answer.shared() ? caching.cdn() : FieldNames.NO_STORE)
        .putHeader(FieldNames.AGE, Long.toString(answer.freshness().age().toSeconds()))
        .putHeader(ETAG, coding.etag(metadata.etag()))
        .putHeader(LAST_MODIFIED, HttpDate.format(metadata.lastModified()))
        .putHeader(ACCEPT_RANGES, FieldNames.BYTES)
        .putHeader(
            FieldNames.CACHE_STATUS,
            answer.outcome().cacheStatus(answer.freshness().ttl().toSeconds()))
        .putHeader(FieldNames.CACHE_TAG, tags(answer));
    if (answer.what().policy().compress()) {
      response.putHeader(VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    if (coding == ContentCoding.GZIP) {
      response.putHeader(CONTENT_ENCODING, FieldNames.GZIP);
    }
    return response;
  }

  private static String tags(Answer answer) {
    Map<String, String> names = answer.what().variables();
    String title = names.getOrDefault("title", "");
    return "title-"
        + title
        + ",pub-"
        + title
        + "-"
        + names.getOrDefault("epoch", "")
        + ",kind-"
        + answer.what().policy().kind().word();
  }

  /** Answers a preflight request (Fetch, section 3.2): anyone's page may play. */
  public void preflight(Exchange exchange) {
    common(exchange, 204)
        .putHeader(FieldNames.ALLOW, FieldNames.METHODS)
        .putHeader(FieldNames.ALLOW_METHODS, FieldNames.METHODS)
        .putHeader(FieldNames.ALLOW_HEADERS, "*, Range, If-None-Match, If-Modified-Since")
        .putHeader(FieldNames.MAX_AGE, "86400")
        .end();
    responded(exchange, "none", 204);
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
    return exchange
        .request()
        .response()
        .setStatusCode(status)
        .putHeader(DATE, now())
        .putHeader(ACCESS_CONTROL_ALLOW_ORIGIN, FieldNames.ANY)
        .putHeader(FieldNames.EXPOSE_HEADERS, FieldNames.EXPOSED)
        .putHeader(FieldNames.TIMING_ALLOW_ORIGIN, FieldNames.ANY);
  }

  private CharSequence now() {
    long second = clock.getAsLong() / 1000;
    if (second != dateSecond) {
      dateSecond = second;
      date = HttpHeaders.createOptimized(HttpDate.format(Instant.ofEpochSecond(second)));
    }
    return date;
  }

  private void responded(Exchange exchange, String outcome, int status) {
    Duration took = Duration.ofNanos(System.nanoTime() - exchange.startedNanos());
    meters.responded(exchange.kind(), outcome, status, took);
  }
}
