package dev.headwater.edge.respond;

import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;
import static io.vertx.core.http.HttpHeaders.DATE;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.hop.Access;
import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.HttpDate;
import dev.headwater.edge.telemetry.RequestMeters;
import dev.headwater.platform.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Answers of our own, with nothing of a stored response in them. Event-loop confined. */
final class BriefAnswers {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int LEAST_ERROR = 400;

  private final RequestMeters meters;
  private final LongSupplier clock;
  private long dateSecond;
  private CharSequence date = "";

  BriefAnswers(RequestMeters meters, LongSupplier clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /** Answers a preflight request (Fetch, section 3.2): anyone's page may play. */
  void preflight(Exchange exchange) {
    common(exchange, NO_CONTENT)
        .putHeader(FieldNames.ALLOW, FieldNames.METHODS)
        .putHeader(FieldNames.ALLOW_METHODS, FieldNames.METHODS)
        .putHeader(FieldNames.ALLOW_HEADERS, "*, Range, If-None-Match, If-Modified-Since")
        .putHeader(FieldNames.MAX_AGE, "86400")
        .end();
    responded(exchange, "none", NO_CONTENT);
  }

  /** Answers with content keys, which nobody is to keep. */
  void key(Exchange exchange, Buffer body, String type, Audience audience) {
    HttpServerResponse response =
        common(exchange, OK)
            .putHeader(CONTENT_TYPE, type)
            .putHeader(CONTENT_LENGTH, Integer.toString(body.length()))
            .putHeader(CACHE_CONTROL, FieldNames.NO_STORE)
            .putHeader(FieldNames.CDN_CACHE_CONTROL, FieldNames.NO_STORE)
            .putHeader(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER);
    if (audience == Audience.HOP) {
      response.putHeader(Access.FIELD, Access.TOKEN);
    }
    if (leaves(exchange)) {
      end(exchange, body);
      responded(exchange, "key", OK);
    }
  }

  private static void end(Exchange exchange, Buffer body) {
    HttpServerResponse response = exchange.request().response();
    if (exchange.isHead()) {
      response.end();
    } else {
      response.end(body);
    }
  }

  /**
   * Answers with what was made for this request alone; nobody keeps it where it doesn't say so.
   * What differs by the page that asks has said itself who may read it.
   */
  void made(Exchange exchange, int status, FieldList fields, Buffer body) {
    HttpServerResponse response =
        common(exchange, status).putHeader(CACHE_CONTROL, FieldNames.NO_STORE);
    if (variesByOrigin(fields)) {
      FieldNames.OPEN_TO_ALL.forEach(field -> response.headers().remove(field.name()));
    }
    fields.forEach(field -> response.headers().remove(field.name()));
    fields.forEach(field -> response.headers().add(field.name(), field.value()));
    if (SentHeads.mayHaveContent(status)) {
      response.putHeader(CONTENT_LENGTH, Integer.toString(body.length()));
      end(exchange, body);
    } else {
      response.end();
    }
    responded(exchange, "function", status);
  }

  private static boolean variesByOrigin(FieldList fields) {
    return fields.lines("Vary").stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .anyMatch(name -> name.strip().equalsIgnoreCase("Origin"));
  }

  /**
   * Lets who has the last word have it on a head that is whole; errors leave as they are.
   *
   * @return whether it may leave; else something else was answered
   */
  boolean leaves(Exchange exchange) {
    LastWord last = exchange.lastWord();
    HttpServerResponse response = exchange.request().response();
    if (last == null || response.getStatusCode() >= LEAST_ERROR) {
      return true;
    }
    Failure refusal = last.on(response);
    if (refusal == null) {
      return true;
    }
    response.headers().clear();
    response.setChunked(false);
    fail(exchange, refusal);
    return false;
  }

  /** Answers with problem details. */
  void fail(Exchange exchange, Failure failure) {
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
    end(exchange, body);
    responded(exchange, problem.type(), problem.status());
  }

  /** With what every answer has. */
  HttpServerResponse common(Exchange exchange, int status) {
    HttpServerResponse response = exchange.request().response().setStatusCode(status);
    addCommon(response.headers());
    return response;
  }

  /** The fields that every answer has. */
  void addCommon(MultiMap headers) {
    headers.set(DATE, now());
    for (Field field : FieldNames.OPEN_TO_ALL) {
      headers.set(field.name(), field.value());
    }
  }

  /** The Date of this second: the same object until it is over. */
  CharSequence now() {
    long second = clock.getAsLong() / 1000;
    if (second != dateSecond) {
      dateSecond = second;
      date = HttpHeaders.createOptimized(HttpDate.format(second * 1000));
    }
    return date;
  }

  /** Counts an answer that was handed over. */
  void responded(Exchange exchange, String outcome, int status) {
    long tookNanos = System.nanoTime() - exchange.startedNanos();
    meters.responded(exchange.kind(), outcome, status, tookNanos);
  }
}
