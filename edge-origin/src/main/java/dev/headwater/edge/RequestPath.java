package dev.headwater.edge;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.admission.Admission;
import dev.headwater.edge.admission.PublicationFacts;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.fill.Lookup;
import dev.headwater.edge.fill.TieredCache;
import dev.headwater.edge.request.Normalization;
import dev.headwater.edge.request.RequestTarget;
import dev.headwater.edge.respond.Answer;
import dev.headwater.edge.respond.Exchange;
import dev.headwater.edge.respond.Responder;
import dev.headwater.edge.select.ContentCoding;
import dev.headwater.edge.select.Freshness;
import dev.headwater.edge.select.RequestFields;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.stored.StoredAbsence;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.platform.token.TokenVerification;
import dev.headwater.platform.token.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a request, in order: normalise, classify, admit, look up, shed, fill, select,
 * respond, record. (Look up, shed and fill are {@link TieredCache}; record is done by those who
 * know.) One per event loop, confined to it.
 */
final class RequestPath {
  private static final Logger LOGGER = LoggerFactory.getLogger(RequestPath.class);
  private static final String TOKEN_COOKIE = "headwater_token";

  /** What no kind matches will never exist, unless a new policy says so. */
  private static final Duration UNKNOWN_PATH_LIFETIME = Duration.ofSeconds(10);

  private final CachePolicy policy;
  private final PublicationFacts publications;
  private final TokenVerifier tokens;
  private final TieredCache cache;
  private final Responder responder;
  private final LongSupplier clock;

  private RequestPath(Steps steps) {
    this.policy = steps.policy;
    this.publications = steps.publications;
    this.tokens = steps.tokens;
    this.cache = steps.cache;
    this.responder = steps.responder;
    this.clock = steps.clock;
  }

  /** What the steps are performed with. */
  record Steps(
      CachePolicy policy,
      PublicationFacts publications,
      TokenVerifier tokens,
      TieredCache cache,
      Responder responder,
      LongSupplier clock) {
    RequestPath path() {
      return new RequestPath(this);
    }
  }

  void handle(HttpServerRequest request) {
    Exchange exchange = Exchange.begin(request);
    HttpMethod method = request.method();
    if (HttpMethod.OPTIONS.equals(method)) {
      responder.preflight(exchange);
    } else if (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) {
      normalise(exchange);
    } else {
      responder.fail(exchange, new Failure.MethodNotAllowed(method.name()));
    }
  }

  private void normalise(Exchange exchange) {
    switch (Normalization.of(exchange.request().uri())) {
      case Normalization.Rejected rejected -> responder.fail(exchange, rejected.failure());
      case Normalization.Accepted accepted -> classify(exchange, accepted.target());
    }
  }

  private void classify(Exchange exchange, RequestTarget target) {
    Optional<Classification> what = policy.classify(target.path());
    if (what.isEmpty()) {
      responder.fail(exchange, new Failure.NotFound(UNKNOWN_PATH_LIFETIME));
      return;
    }
    Exchange known = exchange.ofKind(what.get().policy().kind().word());
    admit(known, target, what.get())
        .compose(admission ->
            switch (admission) {
              case Admission.Refused refused ->
                  Future.failedFuture(new FailureException(refused.failure()));
              case Admission.Admitted admitted -> lookUp(known, target, what.get(), admitted);
            })
        .onSuccess(answer -> responder.send(known, answer))
        .onFailure(cause -> fail(known, cause));
  }

  private Future<Admission> admit(Exchange exchange, RequestTarget target, Classification what) {
    Map<String, String> names = what.variables();
    return publications
        .lookup(names.getOrDefault("title", ""), names.getOrDefault("epoch", ""))
        .compose(publication -> {
          Admission admission =
              Admission.decide(target.path(), publication.orElse(null), token(exchange, target));
          return publication.isEmpty() && admission instanceof Admission.Refused
              ? refuseWhatExists(target, what, admission)
              : Future.succeededFuture(admission);
        });
  }

  /** Where not even the publication is known, most often nothing is there at all: say so. */
  private Future<Admission> refuseWhatExists(
      RequestTarget target, Classification what, Admission admission) {
    return cache
        .lookup(target.path(), what.policy())
        .map(lookup -> {
          lookup.release();
          return lookup.stored() instanceof StoredAbsence
              ? new Admission.Refused(new Failure.NotFound(what.policy().lifetimes().notFound()))
              : admission;
        });
  }

  private @Nullable TokenVerification token(Exchange exchange, RequestTarget target) {
    String token = target.token();
    if (token == null) {
      Cookie cookie = exchange.request().getCookie(TOKEN_COOKIE);
      token = cookie == null ? null : cookie.getValue();
    }
    return token == null ? null : tokens.verify(token, Instant.ofEpochMilli(clock.getAsLong()));
  }

  private Future<Answer> lookUp(
      Exchange exchange, RequestTarget target, Classification what, Admission.Admitted admitted) {
    return cache
        .lookup(target.path(), what.policy())
        .compose(lookup -> select(exchange, what, admitted, lookup));
  }

  private Future<Answer> select(
      Exchange exchange, Classification what, Admission.Admitted admitted, Lookup lookup) {
    if (!(lookup.stored() instanceof StoredResponse stored)) {
      return Future.failedFuture(
          new FailureException(new Failure.NotFound(what.policy().lifetimes().notFound())));
    }
    RequestFields fields = fields(exchange.request());
    Selection selection = Selection.of(fields, stored.metadata(), coding(exchange, fields, stored));
    Freshness freshness = Freshness.of(stored, what.policy().lifetimes(), clock.getAsLong());
    return Future.succeededFuture(
        new Answer(stored, what, lookup.outcome(), freshness, admitted.shared(), selection));
  }

  /** A range is one of the bytes as they are: who asks for one gets them so. */
  private static ContentCoding coding(
      Exchange exchange, RequestFields fields, StoredResponse stored) {
    boolean gzip =
        stored.gzip() != null
            && fields.range() == null
            && ContentCoding.acceptsGzip(exchange.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
    return gzip ? ContentCoding.GZIP : ContentCoding.IDENTITY;
  }

  private static RequestFields fields(HttpServerRequest request) {
    MultiMap headers = request.headers();
    boolean get = HttpMethod.GET.equals(request.method());
    return new RequestFields(
        get ? headers.get("Range") : null,
        headers.get("If-Range"),
        headers.get(HttpHeaders.IF_MATCH),
        headers.get(HttpHeaders.IF_NONE_MATCH),
        headers.get(HttpHeaders.IF_MODIFIED_SINCE),
        headers.get("If-Unmodified-Since"));
  }

  private void fail(Exchange exchange, Throwable cause) {
    Failure failure = FailureException.of(cause);
    if (failure instanceof Failure.Internal) {
      LOGGER.error("a request for a {} failed", exchange.kind(), cause);
    }
    if (!exchange.request().response().ended()) {
      responder.fail(exchange, failure);
    }
  }
}
