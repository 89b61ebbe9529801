package dev.headwater.edge.fill;

import dev.headwater.cachepolicy.KindPolicy.Tier;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.rule.CachingRule.Verdict;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.Future;
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
    static Arrival failed(Failure failure) {
      return new Arrival(
          Future.failedFuture(new FailureException(failure)), Future.succeededFuture(), false);
    }

    static Arrival alone(StoredResponse response) {
      return new Arrival(Future.succeededFuture(response), Future.succeededFuture(), false);
    }
  }

  /** A response that is handed on as it comes; the caller owns the reference. */
  StoredResponse pass(SourceAnswer answer, FieldList fields, boolean withContent) {
    Body body = parts.memory().allocation().body();
    StoredResponse response =
        new StoredResponse(
            StoredHead.passing(answer.status(), fields, answer.timing()),
            new Content.Whole(body, withContent ? announced(answer) : stated(fields)));
    Filling filling =
        new Filling(
            parts.vertx(),
            answer.response(),
            body,
            withContent ? announced(answer) : OptionalLong.empty(),
            Long.MAX_VALUE);
    filling.pass();
    filling.run();
    return response;
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

  Arrival keep(CacheRequest request, SourceAnswer answer, Verdict.Keep keep) {
    StoredHead head =
        StoredHead.of(
            answer.status(),
            keep.fields(),
            keep.terms(),
            Vary.of(keep.fields()).key(request.selecting(), keep.fields()));
    OptionalLong length = announced(answer);
    if (length.isPresent() && length.getAsLong() > wholeBytes) {
      return large(request, answer, head, length.getAsLong());
    }
    Body body = parts.memory().allocation().body();
    if (!body.expect(length.orElse(0))) {
      body.release();
      answer.cancel();
      return Arrival.failed(new Failure.Shed("this node is short of memory", RETRY_AFTER));
    }
    StoredResponse response = new StoredResponse(head, new Content.Whole(body, length));
    Future<Filling.Outcome> filled =
        new Filling(parts.vertx(), answer.response(), body, length, wholeBytes).run();
    return Compression.isFor(request.rule(), response)
        ? compressed(request, answer, response, filled)
        : streamed(request, answer, response, filled);
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

  /** Those who wait get it when it is compressed: it is small. */
  private Arrival compressed(
      CacheRequest request,
      SourceAnswer answer,
      StoredResponse response,
      Future<Filling.Outcome> filled) {
    Future<StoredResponse> ready =
        filled
            .onFailure(_ -> response.release())
            .compose(_ -> compression.compress(response))
            .onSuccess(both -> store(request, both, answer));
    return new Arrival(ready, ready.mapEmpty(), true);
  }

  private void store(CacheRequest request, StoredResponse response, SourceAnswer answer) {
    boolean expected = !request.isAhead() || response.status() < FIRST_ERROR; // it may yet come
    if (!expected
        || parts.shared().invalidations().covers(request.key(), answer.timing().requestMillis())) {
      return;
    }
    if (response.status() == PARTIAL_CONTENT) {
      partial.store(request, response);
    } else {
      parts.memory().put(request.key(), response);
      share(request, response, answer.provenance());
    }
  }

  /** Too large for one piece: kept in slices where the source can give them, else handed on. */
  private Arrival large(CacheRequest request, SourceAnswer answer, StoredHead head, long length) {
    Optional<Path> file = answer.response().file();
    if (head.status() == 200 && (file.isPresent() || Slicing.isPossible(head))) {
      answer.cancel();
      Content content =
          file.<Content>map(path -> new Content.LocalFile(path, length))
              .orElseGet(() -> new Content.Sliced(length));
      StoredResponse elsewhere = new StoredResponse(head, content);
      parts.memory().put(request.key(), elsewhere);
      return new Arrival(Future.succeededFuture(elsewhere), Future.succeededFuture(), true);
    }
    Slicing.headOf(head)
        .ifPresent(sliced -> {
          parts.memory().put(request.key(), sliced);
          sliced.release();
        });
    return Arrival.alone(pass(answer, head.fields(), true));
  }

  /** What is held together with the rest that came; empty where the two don't fit. */
  Future<Optional<StoredResponse>> completed(Job job, SourceAnswer answer) {
    CacheRequest request = job.request();
    StoredResponse held = job.stale();
    if (held == null
        || !(held.content() instanceof Content.Parts)
        || !(request
                .rule()
                .judge(request.asGet(), request.uri(), answer.response().head(), answer.timing())
            instanceof Verdict.Keep keep)) {
      answer.cancel();
      return Future.succeededFuture(Optional.empty());
    }
    held.retain();
    return keep(request, answer, keep)
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
    if (parts.redis().isEmpty() || !request.rule().tiers().contains(Tier.REDIS)) {
      return Future.succeededFuture(Optional.empty());
    }
    return parts
        .redis()
        .get()
        .get(request.key())
        .map(found ->
            found.filter(response -> {
              CachingTerms terms = response.head().terms();
              boolean usable =
                  response.matches(request.selecting())
                      && terms.isFresh(parts.clock().getAsLong())
                      && !parts
                          .shared()
                          .invalidations()
                          .covers(request.key(), terms.responseMillis());
              if (usable) {
                parts.memory().put(request.key(), response);
              } else {
                response.release();
              }
              return usable;
            }));
  }

  /** Offers a response to the shared tier. */
  void share(CacheRequest request, StoredResponse response, Provenance provenance) {
    if (request.rule().tiers().contains(Tier.REDIS)) {
      parts.share(request.key(), response, provenance);
    }
  }
}
