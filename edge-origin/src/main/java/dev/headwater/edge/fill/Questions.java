package dev.headwater.edge.fill;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Validation;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.source.Source;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts requests to the source. Event-loop confined. */
final class Questions {
  /** More than the longest limit that a source may be set to, should it break its own. */
  private static final long TIMEOUT_MILLIS = 70_000;

  private final Source source;
  private final LongSupplier clock;

  Questions(Source source, LongSupplier clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The client's request as it is. */
  Future<SourceAnswer> verbatim(CacheRequest request) {
    RequestHead head = request.head();
    FieldList fields = request.asked();
    RequestHead asked = new RequestHead(head.method(), head.target(), fields);
    return send(new SourceRequest(asked, request.key(), request.content(), request.interim()))
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
        new SourceRequest(
            new RequestHead("GET", request.head().target(), fields),
            request.key(),
            null,
            request.interim(),
            fillKey));
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

  private Future<SourceAnswer> send(SourceRequest request) {
    long asked = clock.getAsLong();
    Future<SourceAnswer> answer =
        source
            .send(request)
            .map(response -> new SourceAnswer(response, new Timing(asked, clock.getAsLong())));
    // Content is sent for as long as it moves: the source watches that.
    return request.content() == null ? bounded(answer) : answer;
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
