package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.conditional.Validators;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.ContentRange;
import dev.headwater.edge.http.range.PartialFields;
import dev.headwater.edge.http.range.Slices;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.tier.RedisTier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Keeps large responses in slices, each fetched when somebody needs it, once for concurrent
 * requests. One per event loop, confined to it.
 */
final class Slicing {
  /** A slice belongs to one strong validator: it holds as long as the memory has it. */
  private static final Duration LIFETIME = Duration.ofDays(365);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Before a source that has no time for a slice is asked again: the reader's client waits. */
  private static final long RETRY_PAUSE_MILLIS = 250;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  private final Vertx vertx;
  private final CacheParts parts;
  private final Questions questions;
  private final Slices slices;

  Slicing(CacheParts parts) {
    this.vertx = parts.vertx();
    this.parts = parts;
    this.questions = new Questions(parts);
    this.slices = new Slices(parts.sizes().slice().bytes());
  }

  /** Whether the source can give parts that surely belong together. */
  static boolean isPossible(StoredHead head) {
    String units = head.fields().get("Accept-Ranges");
    return units != null
        && units.strip().equalsIgnoreCase("bytes")
        && head.validators().ifRange() != null;
  }

  /** From a 206, what is known of the large whole, where that can be kept in slices. */
  static Optional<StoredResponse> headOf(StoredHead partial) {
    if (partial.status() != 206
        || partial.validators().ifRange() == null
        || !(ContentRange.of(partial.fields()).orElse(null)
            instanceof ContentRange.Satisfied(_, OptionalLong size))
        || size.isEmpty()) {
      return Optional.empty();
    }
    FieldList fields =
        PartialFields.ofAll(partial.fields()).toBuilder().set("Accept-Ranges", "bytes").build();
    return Optional.of(
        new StoredResponse(
            StoredHead.of(200, fields, partial.terms(), partial.vary(), partial.generation()),
            new Content.Sliced(size.getAsLong())));
  }

  void forget(String key) {
    parts.memory().remove(key);
  }

  Slices.Indexes indexes(ByteSpan span) {
    return slices.indexesOf(span);
  }

  /** The bytes of the span that a slice has, counted from the slice's start. */
  ByteSpan within(long index, ByteSpan span) {
    return slices.withinSlice(index, span).orElseThrow();
  }

  /** Whether the slice with that byte is here. */
  boolean holds(CacheRequest request, StoredResponse large, long position) {
    return parts.memory().holds(key(request, large, slices.indexOf(position)));
  }

  /** One slice, arriving or here; whoever is given it owns the reference. */
  Future<StoredResponse> slice(CacheRequest request, StoredResponse large, long index) {
    String key = key(request, large, index);
    StoredResponse stored = parts.memory().get(key, FieldList.empty());
    if (stored != null) {
      return Future.succeededFuture(stored);
    }
    if (request.isFromPeer()) {
      return underWay(key);
    }
    Fill begun = new Fill(parts.shared().purges(), false, true);
    Future<Fill.Told> own = begun.join(vertx, FieldList.empty());
    Fill running = parts.shared().fills().begin(key, begun);
    if (running != null || own == null) {
      Future<Fill.Told> joined = running == null ? null : running.join(vertx, FieldList.empty());
      return joined == null ? slice(request, large, index) : found(joined);
    }
    Future.succeededFuture()
        .compose(_ -> shared(request, large, index, key))
        .onSuccess(arriving -> answer(key, begun, arriving))
        .onFailure(cause -> {
          parts.shared().fills().end(key, begun);
          begun.fail(cause);
        });
    return found(own);
  }

  private Future<StoredResponse> underWay(String key) {
    Future<Fill.Told> joined = parts.shared().fills().join(key, vertx, FieldList.empty());
    return joined == null
        ? Future.failedFuture(new FailureException(new Failure.NotHere()))
        : found(joined);
  }

  /**
   * A slice on its way.
   *
   * @param response with one reference, for the fill
   * @param over completes when it is kept, or turned out not to be
   */
  private record Arriving(StoredResponse response, CacheOutcome outcome, Future<?> over) {}

  private void answer(String key, Fill fill, Arriving arriving) {
    fill.answer(Lookup.of(arriving.response, arriving.outcome));
    arriving.over.onComplete(_ -> {
      parts.shared().fills().end(key, fill);
      fill.end();
      arriving.response.release();
    });
  }

  private static Future<StoredResponse> found(Future<Fill.Told> told) {
    return told.compose(answer ->
        switch (answer) {
          case Fill.Told.Found(Lookup lookup) -> Future.succeededFuture(lookup.response());
          case Fill.Told.Alone _, Fill.Told.Unselected _ ->
              Future.failedFuture(new FailureException(new Failure.SourceUnavailable(RETRY_AFTER)));
        });
  }

  private Future<Arriving> shared(
      CacheRequest request, StoredResponse large, long index, String key) {
    Optional<RedisTier> redis = parts.redis(request.rule());
    if (redis.isEmpty()) {
      return fetch(request, large, index, key);
    }
    return redis
        .get()
        .get(key, _ -> large.head().generation().names(), _ -> true)
        .compose(found -> {
          if (found.isEmpty()) {
            return fetch(request, large, index, key);
          }
          parts.memory().put(key, found.get());
          return Future.succeededFuture(
              new Arriving(found.get(), CacheOutcome.SHARED_HIT, Future.succeededFuture()));
        });
  }

  private Future<Arriving> fetch(
      CacheRequest request, StoredResponse large, long index, String key) {
    long size = large.content().length().orElseThrow();
    ByteSpan span = slices.slice(index, size).orElseThrow();
    return ask(request, large, span, key)
        .compose(answer -> {
          if (!isBusy(answer.status())) {
            return Future.succeededFuture(answer);
          }
          answer.cancel();
          return vertx
              .timer(RETRY_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
              .compose(_ -> ask(request, large, span, key));
        })
        .compose(answer -> received(request, large, span, key, answer));
  }

  private Future<SourceAnswer> ask(
      CacheRequest request, StoredResponse large, ByteSpan span, String key) {
    return questions.slice(request, span, large.head().validators().ifRange(), key);
  }

  private static boolean isBusy(int status) {
    return status == TOO_MANY_REQUESTS || status >= FIRST_SERVER_ERROR;
  }

  private Future<Arriving> received(
      CacheRequest request, StoredResponse large, ByteSpan span, String key, SourceAnswer answer) {
    ResponseHead head = answer.response().head();
    StoredHead slice =
        StoredHead.of(
            head.status(),
            FieldList.empty(),
            CachingTerms.given(head, answer.timing(), LIFETIME, StaleTerms.FORBIDDEN),
            Vary.of(FieldList.empty()).key(FieldList.empty(), FieldList.empty()),
            new Generation(large.head().generation().names(), answer.generation().sequence()));
    if (!isSlice(head, large, span, answer)) {
      answer.cancel();
      return Future.failedFuture(new FailureException(refused(request, large, answer)));
    }
    Body body = parts.memory().allocation().body();
    if (!body.expect(span.length())) {
      body.release();
      answer.cancel();
      return Future.failedFuture(
          new FailureException(new Failure.Shed("this node is short of memory", RETRY_AFTER)));
    }
    OptionalLong length = OptionalLong.of(span.length());
    StoredResponse response = new StoredResponse(slice, new Content.Whole(body, length));
    Future<?> filled =
        new Filling(vertx, answer.response(), body, length, Long.MAX_VALUE)
            .run()
            .onSuccess(_ -> {
              parts.memory().put(key, response);
              parts.share(request.rule(), key, response, answer.provenance());
            });
    return Future.succeededFuture(new Arriving(response, CacheOutcome.HIT, filled));
  }

  /** Why there is no slice, remembered where it concerns whoever asks next. */
  private Failure refused(CacheRequest request, StoredResponse large, SourceAnswer answer) {
    if (isBusy(answer.status())) {
      return new Failure.SourceUnavailable(RETRY_AFTER);
    }
    parts.memory().remove(request.key());
    if (answer.status() == 200 && isSame(large, answer)) {
      parts.shared().unsliceable().add(request.key());
      return new Failure.SourceUnavailable(RETRY_AFTER); // whoever asks again gets it whole
    }
    return new Failure.SourceMalformed("the source has no such part of it any more");
  }

  private static boolean isSlice(
      ResponseHead head, StoredResponse large, ByteSpan span, SourceAnswer answer) {
    return head.status() == 206
        && ContentRange.of(head.fields()).orElse(null)
            instanceof ContentRange.Satisfied(ByteSpan got, OptionalLong size)
        && got.equals(span)
        && (size.isEmpty() || size.equals(large.content().length()))
        && isSame(large, answer);
  }

  private static boolean isSame(StoredResponse large, SourceAnswer answer) {
    return large
        .head()
        .validators()
        .strongMatch(
            Validators.of(answer.response().head().fields(), answer.timing().responseMillis()));
  }

  /** Names one slice of one representation. */
  private static String key(CacheRequest request, StoredResponse large, long index) {
    StoredHead head = large.head();
    StringBuilder key = new StringBuilder(request.key());
    key.append('\n').append(head.validators().ifRange());
    key.append('\n').append(large.content().length().orElseThrow());
    for (Field selecting : head.vary().values()) {
      key.append('\n').append(selecting.name()).append(':').append(selecting.value());
    }
    return key.append('\n').append(index).toString();
  }
}
