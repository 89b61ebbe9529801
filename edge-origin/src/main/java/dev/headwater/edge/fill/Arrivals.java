package dev.headwater.edge.fill;

import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.MethodRules;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.range.ContentRange;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.Validity;
import dev.headwater.edge.rule.CachingRule.Verdict;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.tier.RedisTier;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes in what the source sends, and puts what may be kept where it belongs. Event-loop confined.
 */
final class Arrivals {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int PARTIAL_CONTENT = 206;
  private static final int FIRST_ERROR = 400;

  /** What a response that is handed on has of memory before its head is sent: one read's worth. */
  private static final long PASSING_BYTES = 64 << 10;

  /** The same for one of unknown length that may be kept: most playlists have no more. */
  private static final long UNSIZED_BYTES = 4 << 10;

  /** How long clients wait for content to be compressed: as long as for a first byte. */
  private static final long PATIENCE_MILLIS = 3_000;

  private final CacheParts parts;
  private final PartialStore partial;
  private final Compression compression;
  private final long wholeBytes;

  Arrivals(CacheParts parts) {
    this.parts = parts;
    this.partial = new PartialStore(parts.memory());
    this.compression = new Compression(parts.vertx(), parts.memory().allocation());
    this.wholeBytes = parts.sizes().whole().bytes();
  }

  /**
   * A response on its way.
   *
   * @param ready the response, of which whoever takes it owns the reference; its content may still
   *     be arriving
   * @param stored completes when it is kept, or turned out not to be
   * @param shareable whether others may join
   */
  record Arrival(Future<StoredResponse> ready, Future<Void> stored, boolean shareable) {
    static Arrival alone(StoredResponse response) {
      return new Arrival(Future.succeededFuture(response), Future.succeededFuture(), false);
    }
  }

  /**
   * A response that is handed on as it comes; the caller owns the reference. Throws {@link
   * FailureException} where there is no memory for it.
   */
  StoredResponse pass(SourceAnswer answer, FieldList fields, boolean withContent) {
    OptionalLong expected = withContent ? announced(answer) : OptionalLong.empty();
    Body body =
        body(answer, withContent ? Math.min(expected.orElse(PASSING_BYTES), PASSING_BYTES) : 0);
    StoredResponse response =
        new StoredResponse(
            StoredHead.passing(answer.status(), fields, answer.timing(), answer.generation()),
            new Content.Whole(body, withContent ? expected : stated(fields)));
    Filling filling = new Filling(parts.vertx(), answer.response(), body, expected, Long.MAX_VALUE);
    filling.pass();
    filling.run();
    return response;
  }

  /** A body with so much memory; else nothing of the answer is taken. */
  private Body body(SourceAnswer answer, long bytes) {
    Body body = parts.memory().allocation().body();
    if (!body.expect(bytes)) {
      body.release();
      answer.cancel();
      throw new FailureException(new Failure.Shed("this node is short of memory", RETRY_AFTER));
    }
    return body;
  }

  /** What the content of a GET would have, by the answer to HEAD (RFC 9110, section 8.6). */
  private static OptionalLong stated(FieldList fields) {
    String length = fields.get("Content-Length");
    return length != null && length.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(length))
        : OptionalLong.empty();
  }

  private static OptionalLong announced(SourceAnswer answer) {
    return answer.response().length();
  }

  /** Throws {@link FailureException} where there is no memory for it. */
  Arrival keep(CacheRequest request, SourceAnswer answer, Verdict.Keep keep) {
    StoredHead head = head(request, answer, keep);
    OptionalLong length = announced(answer);
    long largest = request.rule().largest(Tier.MEMORY);
    if (length.orElse(0) > largest) {
      return Arrival.alone(pass(answer, head.fields(), true));
    }
    if (length.isPresent() && length.getAsLong() > wholeBytes) {
      return large(request, answer, head, length.getAsLong());
    }
    Body body = body(answer, length.orElse(UNSIZED_BYTES));
    StoredResponse response = new StoredResponse(head, new Content.Whole(body, length));
    Future<Filling.Outcome> filled =
        new Filling(parts.vertx(), answer.response(), body, length, Math.min(largest, wholeBytes))
            .run();
    return Compression.isFor(request.rule(), response)
        ? compressed(request, answer, response, filled)
        : streamed(request, answer, response, filled);
  }

  private static StoredHead head(CacheRequest request, SourceAnswer answer, Verdict.Keep keep) {
    return StoredHead.of(
        answer.status(),
        keep.fields(),
        keep.terms(),
        Vary.of(keep.fields()).key(request.selecting(), keep.fields()),
        answer.generation());
  }

  /** Those who wait get its first bytes while the last are on their way. */
  private Arrival streamed(
      CacheRequest request,
      SourceAnswer answer,
      StoredResponse response,
      Future<Filling.Outcome> filled) {
    response.retain();
    Future<Void> stored =
        filled.transform(outcome -> {
          if (outcome.succeeded() && outcome.result() == Filling.Outcome.KEPT) {
            store(request, response, answer);
          } else if (outcome.succeeded()) {
            parts.shared().unshareable().add(request.key());
          }
          response.release();
          return Future.succeededFuture();
        });
    return new Arrival(Future.succeededFuture(response), stored, true);
  }

  /** Those who wait get it when it is compressed: it is small. If it is slow, they get it as is. */
  private Arrival compressed(
      CacheRequest request,
      SourceAnswer answer,
      StoredResponse response,
      Future<Filling.Outcome> filled) {
    Promise<StoredResponse> ready = Promise.promise();
    long patience =
        parts.vertx().setTimer(PATIENCE_MILLIS, _ -> ready.tryComplete(response.retain()));
    Future<StoredResponse> both =
        filled
            .onFailure(_ -> response.release())
            .compose(_ -> compression.compress(response))
            .onSuccess(made -> store(request, made, answer));
    both.onComplete((made, failure) -> {
      parts.vertx().cancelTimer(patience);
      if (failure != null) {
        ready.tryFail(failure);
      } else if (!ready.tryComplete(made)) {
        made.release();
      }
    });
    return new Arrival(ready.future(), both.mapEmpty(), true);
  }

  private void store(CacheRequest request, StoredResponse response, SourceAnswer answer) {
    boolean expected = !request.isAhead() || response.status() < FIRST_ERROR; // it may yet come
    if (!expected || isOutdated(request, answer) || isPurged(response)) {
      return;
    }
    if (response.status() == PARTIAL_CONTENT) {
      partial.store(request, response);
    } else {
      parts.memory().put(request.key(), response);
      share(request, response, answer.provenance());
    }
  }

  /** Whether the resource was changed since it was asked for, by another request than this one. */
  private boolean isOutdated(CacheRequest request, SourceAnswer answer) {
    return MethodRules.isSafe(request.head().method())
        && parts.shared().invalidations().covers(request.key(), answer.timing().requestMillis());
  }

  private boolean isPurged(StoredResponse response) {
    return response.validity(parts.shared().purges()) == Validity.GONE;
  }

  /** Too large for one piece: kept in slices where the source can give them, else handed on. */
  private Arrival large(CacheRequest request, SourceAnswer answer, StoredHead head, long length) {
    Optional<Path> file = answer.response().file();
    if (head.status() == 200 && (file.isPresent() || isSliceable(request, head))) {
      answer.cancel();
      Content content =
          file.<Content>map(path -> new Content.LocalFile(path, length))
              .orElseGet(() -> new Content.Sliced(length));
      StoredResponse elsewhere = new StoredResponse(head, content);
      parts.memory().put(request.key(), elsewhere);
      return new Arrival(Future.succeededFuture(elsewhere), Future.succeededFuture(), true);
    }
    sliced(request, head).ifPresent(StoredResponse::release);
    return Arrival.alone(pass(answer, head.fields(), true));
  }

  private boolean isSliceable(CacheRequest request, StoredHead head) {
    return Slicing.isPossible(head) && !parts.shared().unsliceable().has(request.key());
  }

  /** The large whole that a 206 is a part of, kept in slices; the caller owns the reference. */
  private Optional<StoredResponse> sliced(CacheRequest request, StoredHead partial) {
    Optional<StoredResponse> large = Slicing.headOf(partial);
    large.ifPresent(whole -> parts.memory().put(request.key(), whole));
    return large;
  }

  /**
   * What is held together with the rest that came, be it in slices; empty where the two don't fit.
   */
  Future<Optional<StoredResponse>> completed(Job job, SourceAnswer answer) {
    CacheRequest request = job.request();
    if (job.stale() == null
        || !(request
                .rule()
                .judge(request.asGet(), request.uri(), answer.response().head(), answer.timing())
            instanceof Verdict.Keep keep)
        || !hasItsLength(answer, keep)) {
      answer.cancel();
      return Future.succeededFuture(Optional.empty());
    }
    if (announced(answer).orElseThrow() <= wholeBytes) {
      return joined(job.stale(), keep(request, answer, keep));
    }
    answer.cancel();
    return Future.succeededFuture(sliced(request, head(request, answer, keep)));
  }

  /** Whether as much is to come as the range says that there is. */
  private static boolean hasItsLength(SourceAnswer answer, Verdict.Keep keep) {
    ContentRange.Satisfied place = Coverages.place(keep.fields());
    return place != null && announced(answer).equals(OptionalLong.of(place.span().length()));
  }

  private static Future<Optional<StoredResponse>> joined(StoredResponse held, Arrival arrival) {
    held.retain();
    return arrival
        .ready()
        .map(rest -> {
          StoredResponse whole = PartialStore.whole(held, rest);
          rest.release();
          return Optional.ofNullable(whole);
        })
        .onComplete(_ -> held.release());
  }

  /** A fresh response from the shared tier, of which the caller owns the reference. */
  Future<Optional<StoredResponse>> fromRedis(CacheRequest request) {
    Optional<RedisTier> redis = parts.redis(request.rule());
    if (redis.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return redis
        .get()
        .get(request.key(), request::names, response -> isUsable(request, response))
        .onSuccess(
            found -> found.ifPresent(response -> parts.memory().put(request.key(), response)));
  }

  private boolean isUsable(CacheRequest request, StoredResponse response) {
    CachingTerms terms = Standing.terms(request, response);
    return response.matches(request.selecting())
        && request.isSatisfiedBy(terms, parts.clock().getAsLong())
        && !parts.shared().invalidations().covers(request.key(), terms.responseMillis());
  }

  /** Offers a response to the shared tier. */
  void share(CacheRequest request, StoredResponse response, Provenance provenance) {
    parts.share(request.rule(), request.key(), response, provenance);
  }
}
