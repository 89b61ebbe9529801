package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.MethodRules;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Validation;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.purge.Validity;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.source.Source;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts requests to the source. An answer that was purged by the time it comes, or that comes from a
 * tier which doesn't know of the purge yet, is nobody's: the question is put again. Event-loop
 * confined.
 */
final class Questions {
  /** More than the longest limit that a source may be set to, should it break its own. */
  private static final long TIMEOUT_MILLIS = 70_000;

  /** Three of the longest target durations: draft-pantos-hls-rfc8216bis, section 6.2.5.2. */
  private static final Duration HELD = Duration.ofSeconds(20);

  /** A tier that is in touch is behind for less than the sum of the pauses. */
  private static final int MAX_ASKED = 7;

  private static final long FIRST_PAUSE_MILLIS = 20;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Source source;
  private final PurgeTable purges;
  private final LongSupplier clock;

  Questions(CacheParts parts) {
    this.vertx = parts.vertx();
    this.source = parts.source();
    this.purges = parts.shared().purges();
    this.clock = parts.clock();
  }

  /** The client's request as it is. */
  Future<SourceAnswer> verbatim(CacheRequest request) {
    RequestHead head = request.head();
    FieldList fields = request.asked();
    RequestHead asked = new RequestHead(head.method(), head.target(), fields);
    return send(
            request, new SourceRequest(asked, request.key(), request.content(), request.interim()))
        .compose(answer -> checked(asked, answer));
  }

  private static Future<SourceAnswer> checked(RequestHead asked, SourceAnswer answer) {
    String wrong = Unasked.reason(asked, answer);
    if (wrong == null) {
      return Future.succeededFuture(answer);
    }
    answer.cancel();
    return Future.failedFuture(new FailureException(new Failure.SourceMalformed(wrong)));
  }

  /** For something to keep: without the client's own conditions, which are judged here. */
  Future<SourceAnswer> of(Job job) {
    CacheRequest request = job.request();
    FieldList client = request.asked();
    boolean validates = job.stale() != null && job.validate() != null;
    StoredResponse stale = job.stale();
    FieldList fields =
        Validation.conditional(
            client, stale == null || !validates ? List.of() : List.of(stale.head().fields()));
    String range = range(job);
    if (range != null && !validates) {
      fields = fields.toBuilder().add("Range", range).build();
    }
    return get(request, fields, job.fillKey());
  }

  /** For all of something, whatever is held. */
  Future<SourceAnswer> whole(Job job) {
    return get(
        job.request(), Validation.conditional(job.request().asked(), List.of()), job.fillKey());
  }

  /** One slice of what is large, if it still is what it was. */
  Future<SourceAnswer> slice(
      CacheRequest request, ByteSpan slice, @Nullable String ifRange, String fillKey) {
    FieldList.Builder fields =
        Validation.conditional(request.asked(), List.of()).toBuilder()
            .add("Range", slice.rangeField());
    if (ifRange != null) {
      fields.add("If-Range", ifRange);
    }
    return get(request, fields.build(), fillKey);
  }

  /** All nodes may have one answer to what a fill of this one asks. */
  private Future<SourceAnswer> get(CacheRequest request, FieldList fields, String fillKey) {
    return send(
        request,
        new SourceRequest(
            new RequestHead("GET", request.head().target(), fields),
            request.key(),
            null,
            request.interim(),
            new SourceRequest.Shared(
                fillKey,
                (answer, provenance) ->
                    !purges.isBlind()
                        && purges.validity(request.names(answer), sequence(provenance))
                            != Validity.GONE),
            request.isHeld() ? HELD : Duration.ZERO));
  }

  /** What the client asked for, or what is missing where it wants all. */
  private static @Nullable String range(Job job) {
    String asked = job.request().range();
    if (asked != null) {
      return asked;
    }
    StoredResponse held = job.stale();
    if (held == null || !(held.content() instanceof Content.Parts parts)) {
      return null;
    }
    ByteSpan tail = Coverages.missingTail(parts);
    return tail == null ? null : "bytes=" + tail.from() + "-";
  }

  private Future<SourceAnswer> send(CacheRequest request, SourceRequest question) {
    boolean again = question.content() == null && MethodRules.isSafe(question.head().method());
    return again ? current(request, question, 1) : put(request, question);
  }

  private Future<SourceAnswer> current(CacheRequest request, SourceRequest question, int asked) {
    return put(request, question)
        .compose(answer -> {
          Generation generation = answer.generation();
          if (purges.validity(generation.names(), generation.sequence()) != Validity.GONE) {
            return Future.succeededFuture(answer);
          }
          answer.cancel();
          if (asked >= MAX_ASKED) {
            return Future.failedFuture(
                new FailureException(new Failure.SourceUnavailable(RETRY_AFTER)));
          }
          return vertx
              .timer(FIRST_PAUSE_MILLIS << (asked - 1), TimeUnit.MILLISECONDS)
              .compose(_ -> current(request, question, asked + 1));
        });
  }

  private Future<SourceAnswer> put(CacheRequest request, SourceRequest question) {
    long asked = clock.getAsLong();
    long applied = purges.applied(); // all that is purged up to there was so before the question
    Future<SourceAnswer> answer =
        source
            .send(question)
            .map(response -> answer(request, response, timing(request, asked), applied));
    // Content is sent for as long as it moves: the source watches that.
    return question.content() == null ? bounded(answer) : answer;
  }

  private Timing timing(CacheRequest request, long asked) {
    return new Timing(asked, clock.getAsLong(), request.isHeld());
  }

  /** What bears none is the source's own, unless another node has kept it. */
  private long sequence(Provenance provenance) {
    return purges.sequence(provenance.sequence(), provenance.peer() ? 0 : Long.MAX_VALUE);
  }

  private SourceAnswer answer(
      CacheRequest request, SourceResponse response, Timing timing, long applied) {
    long sequence = Math.min(applied, sequence(response.provenance()));
    PurgeNames names = request.names(response.head().fields());
    return new SourceAnswer(response, timing, new Generation(names, sequence));
  }

  private static Future<SourceAnswer> bounded(Future<SourceAnswer> answer) {
    return answer
        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .recover(cause -> {
          if (cause instanceof TimeoutException) {
            answer.onSuccess(SourceAnswer::cancel); // it came after all, for nobody
            return Future.failedFuture(new FailureException(new Failure.SourceTimeout()));
          }
          return Future.failedFuture(cause);
        });
  }
}
