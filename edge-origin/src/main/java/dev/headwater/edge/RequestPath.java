package dev.headwater.edge;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.admission.Admission;
import dev.headwater.edge.admission.ClientLimits;
import dev.headwater.edge.admission.ContentKeyId;
import dev.headwater.edge.admission.ContentKeys;
import dev.headwater.edge.admission.Door;
import dev.headwater.edge.admission.Publishers;
import dev.headwater.edge.cluster.ViewerTable;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.fill.CacheRequest;
import dev.headwater.edge.fill.Lookup;
import dev.headwater.edge.fill.ResponseCache;
import dev.headwater.edge.hop.Access;
import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.prefetch.Prefetcher;
import dev.headwater.edge.request.Route;
import dev.headwater.edge.request.Router;
import dev.headwater.edge.request.Routing;
import dev.headwater.edge.respond.Answer;
import dev.headwater.edge.respond.Dress;
import dev.headwater.edge.respond.Exchange;
import dev.headwater.edge.respond.OriginDress;
import dev.headwater.edge.respond.RelayedDress;
import dev.headwater.edge.respond.Responder;
import dev.headwater.edge.respond.StatedLifetimes;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a request, in order: the operator's functions, normalise, classify, admit, look
 * up, shed, fill, select, respond, record. (Normalise and classify are {@link Router}; look up,
 * shed and fill are {@link ResponseCache}; record is done by those who know.) One per event loop,
 * confined to it.
 */
final class RequestPath {
  private static final Logger LOGGER = LoggerFactory.getLogger(RequestPath.class);

  private final HeadCheck heads = new HeadCheck();
  private final Optional<FunctionStep> functions;
  private final Router router;
  private final Door door;
  private final Publishers publishers;
  private final ClientLimits limits;
  private final Optional<ViewerTable> viewers;
  private final CacheRequests requests;
  private final Optional<ContentKeys> keys;
  private final Optional<LiveStep> live;
  private final ResponseCache cache;
  private final Prefetcher prefetcher;
  private final Responder responder;
  private final Optional<StatedLifetimes> stated;
  private final LongSupplier clock;

  private RequestPath(Steps steps) {
    this.functions = steps.functions;
    this.router = steps.router;
    this.door = steps.door;
    this.publishers = steps.publishers;
    this.limits = steps.limits;
    this.viewers = steps.viewers;
    this.requests = steps.requests;
    this.keys = steps.keys;
    this.live = steps.live;
    this.cache = steps.cache;
    this.prefetcher = steps.prefetcher;
    this.responder = steps.responder;
    this.stated = steps.stated;
    this.clock = steps.clock;
  }

  /**
   * What the steps are performed with.
   *
   * @param functions that run for viewers, where there are any
   * @param viewers where they are counted, if anywhere
   * @param keys that content is encrypted with, where they are given out here
   * @param live where media may come to this node
   * @param stated what an origin says of its kinds; empty where the upstream has said it all
   */
  record Steps(
      Optional<FunctionStep> functions,
      Router router,
      Door door,
      Publishers publishers,
      ClientLimits limits,
      Optional<ViewerTable> viewers,
      CacheRequests requests,
      Optional<ContentKeys> keys,
      Optional<LiveStep> live,
      ResponseCache cache,
      Prefetcher prefetcher,
      Responder responder,
      Optional<StatedLifetimes> stated,
      LongSupplier clock) {
    RequestPath path() {
      return new RequestPath(this);
    }
  }

  void handle(Exchange exchange) {
    take(exchange, exchange, this::begin);
  }

  private void begin(Exchange exchange) {
    Optional<Failure> wrong = heads.refusal(exchange.request());
    if (wrong.isPresent()) {
      refuse(exchange, wrong.get());
    } else if (functions.isPresent()) {
      functions.get().take(exchange, this::read);
    } else {
      read(exchange);
    }
  }

  private void read(Exchange exchange) {
    HttpMethod method = exchange.request().method();
    boolean reads = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
    if (reads || (!router.readsOnly() && !isForUs(exchange.request()))) {
      route(exchange, router.route(exchange.request().uri()));
    } else if (HttpMethod.POST.equals(method)) {
      ask(exchange, router.route(exchange.request().uri()));
    } else if (HttpMethod.OPTIONS.equals(method)) {
      responder.preflight(exchange);
    } else {
      responder.fail(exchange, new Failure.MethodNotAllowed(method.name()));
    }
  }

  /** Where such a message ends is anybody's guess: nothing is read behind it (RFC 9112, 6.3). */
  private void refuse(Exchange exchange, Failure failure) {
    HttpServerRequest request = exchange.request();
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      request.response().endHandler(_ -> request.connection().close());
    }
    responder.fail(exchange, failure);
  }

  /** RFC 9110, section 7.6.2: it is to go no further. */
  private static boolean isForUs(HttpServerRequest request) {
    return HttpMethod.OPTIONS.equals(request.method())
        && "0".equals(request.getHeader("Max-Forwards"));
  }

  /** Of what can only be read otherwise, keys may be asked for. */
  private void ask(Exchange exchange, Routing routing) {
    if (routing instanceof Routing.Routed(Route route)
        && ContentKeyId.of(route) instanceof ContentKeyId.ByKids) {
      route(exchange, routing);
    } else {
      responder.fail(exchange, new Failure.MethodNotAllowed(HttpMethod.POST.name()));
    }
  }

  private void route(Exchange exchange, Routing routing) {
    switch (routing) {
      case Routing.Refused(Failure failure) -> responder.fail(exchange, failure);
      case Routing.Routed(Route route) ->
          admit(exchange.ofKind(route.rule().kind()).decidedAt(responder.applied()), route);
    }
  }

  /** A request that is its own upstream would wait for itself. */
  private boolean refusesCircle(Exchange exchange) {
    boolean circle = requests.isCircle(exchange.request());
    if (circle) {
      responder.fail(exchange, new Failure.LoopDetected());
    }
    return circle;
  }

  private void admit(Exchange exchange, Route route) {
    if (refusesCircle(exchange)) {
      return;
    }
    CacheRequest request = requests.of(exchange.request(), route);
    Future<Admission> admission = door.admit(exchange.request(), route);
    next(
        exchange,
        admission,
        admitted -> {
          Optional<Failure> excess = limits.refusal(exchange.request(), admitted);
          if (excess.isPresent()) {
            responder.fail(exchange, excess.get());
            return;
          }
          switch (admitted) {
            case Admission.Refused(Failure failure) -> responder.fail(exchange, failure);
            case Admission.Unknown(Failure failure) -> refuseWhatExists(exchange, request, failure);
            case Admission.Admitted whose -> {
              if (viewers.isPresent()) {
                count(viewers.get(), exchange, route, whose);
              }
              answerOwn(exchange, request, route, whose);
            }
          }
        });
  }

  /** By now it is known who made it, which the policy may say more of. */
  private void answerOwn(
      Exchange exchange, CacheRequest request, Route route, Admission.Admitted admitted) {
    if (route.publishers().isEmpty()) {
      answer(exchange, request, route, admitted);
    } else {
      Route own = publishers.own(route);
      answer(exchange, requests.of(exchange.request(), own), own, admitted);
    }
  }

  private void count(
      ViewerTable table, Exchange exchange, Route route, Admission.Admitted admitted) {
    if (route.what().isPresent() && admitted.audience() != Audience.HOP) {
      Map<String, String> names = route.what().get().variables();
      String watched = names.getOrDefault("title", names.getOrDefault("channel", ""));
      if (!watched.isEmpty()) {
        table.saw(watched, limits.client(exchange.request(), admitted));
      }
    }
  }

  private void answer(
      Exchange exchange, CacheRequest request, Route route, Admission.Admitted admitted) {
    if (live.isPresent() && LiveStep.isFor(route)) {
      live.get()
          .answer(exchange, route, admitted, absence -> lookUp(exchange, route, admitted, absence));
      return;
    }
    ContentKeyId key = keys.isEmpty() ? null : ContentKeyId.of(route);
    if (key == null) {
      lookUp(exchange, request, route, admitted, Optional.empty());
    } else if (key instanceof ContentKeyId.ByKids asked
        && HttpMethod.POST.equals(exchange.request().method())) {
      next(
          exchange,
          KeyQuestions.read(exchange.request())
              .compose(question -> keys.get().find(asked, question)),
          found -> responder.keys(exchange, found, admitted.audience()));
    } else {
      give(exchange, key, admitted);
    }
  }

  private void give(Exchange exchange, ContentKeyId key, Admission.Admitted admitted) {
    next(
        exchange,
        keys.orElseThrow().find(key),
        found ->
            found.ifPresentOrElse(
                bytes -> responder.key(exchange, bytes, admitted.audience()),
                () -> responder.fail(exchange, new Failure.NotFound(Duration.ofSeconds(1)))));
  }

  /** Where not even the publication is known, most often nothing is there at all: say so. */
  private void refuseWhatExists(Exchange exchange, CacheRequest request, Failure failure) {
    next(
        exchange,
        cache.exists(request),
        exists ->
            responder.fail(
                exchange, exists ? failure : new Failure.NotFound(Duration.ofSeconds(1))));
  }

  /** For whom nothing but the exchange was kept while it was held. */
  private void lookUp(
      Exchange exchange, Route route, Admission.Admitted admitted, Optional<Failure> absence) {
    lookUp(exchange, requests.of(exchange.request(), route), route, admitted, absence);
  }

  /**
   * Answers from the tiers.
   *
   * @param absence what it means that nothing is there; empty: that it never was
   */
  private void lookUp(
      Exchange exchange,
      CacheRequest request,
      Route route,
      Admission.Admitted admitted,
      Optional<Failure> absence) {
    next(
        exchange,
        cache.lookup(request),
        lookup -> {
          Failure closed = admitted.ifClosed();
          if (closed != null && Access.isClosed(lookup.response().head().fields())) {
            lookup.release();
            responder.fail(exchange, closed);
            return;
          }
          boolean hit = lookup.outcome().isHit();
          Dress dress = dress(route, admitted.audience());
          if (isAbsence(lookup.response(), dress)) {
            refuseAbsent(exchange, request, lookup, absence);
          } else {
            select(exchange, request, lookup, dress);
          }
          prefetcher.after(exchange.request().uri(), route, request, hit);
        });
  }

  /** Takes the next step, at once where what it needs is there, as it is for a hit. */
  private <T> void next(Exchange exchange, Future<T> needed, Consumer<T> step) {
    if (needed.succeeded()) {
      take(exchange, needed.result(), step);
    } else {
      needed
          .onSuccess(there -> take(exchange, there, step))
          .onFailure(cause -> fail(exchange, cause));
    }
  }

  private <T> void take(Exchange exchange, T needed, Consumer<T> step) {
    try {
      step.accept(needed);
    } catch (RuntimeException e) {
      fail(exchange, e);
    }
  }

  private Dress dress(Route route, Audience audience) {
    Optional<Classification> what = route.what();
    if (stated.isEmpty() || what.isEmpty()) {
      return new RelayedDress(route.rule(), audience);
    }
    return new OriginDress(what.get(), audience, stated.get().of(what.get().policy()));
  }

  private void refuseAbsent(
      Exchange exchange, CacheRequest request, Lookup lookup, Optional<Failure> absence) {
    Failure absent = absence.orElseGet(() -> notFound(lookup));
    responder.tellSequence(exchange, request, lookup.response());
    lookup.release();
    responder.fail(exchange, absent);
  }

  private void select(Exchange exchange, CacheRequest request, Lookup lookup, Dress dress) {
    Selection selection;
    try {
      selection = selection(request, lookup);
    } catch (RuntimeException e) {
      lookup.release();
      throw e;
    }
    send(exchange, new Answer(request, lookup, selection, dress));
  }

  private Selection selection(CacheRequest request, Lookup lookup) {
    StoredResponse stored = lookup.response();
    if (lookup.verbatim()) {
      return Selection.IDENTITY;
    }
    Selection selection =
        Selection.of(
            request.head(),
            new Selection.Offer(
                stored.head(),
                stored.content().length(),
                stored.gzip() != null && request.rule().compresses()),
            clock.getAsLong());
    boolean file = stored.content() instanceof Content.LocalFile;
    return file && selection instanceof Selection.Parts ? Selection.IDENTITY : selection;
  }

  /** What a store says by nothing at all; an upstream has words of its own for it. */
  private static boolean isAbsence(StoredResponse stored, Dress dress) {
    return stored.status() >= 400 && dress instanceof OriginDress;
  }

  /** What is left of the lifetime, rather than an age: each cache on the way would add to it. */
  private Failure notFound(Lookup lookup) {
    long left = lookup.response().head().terms().leftMillis(clock.getAsLong());
    return new Failure.NotFound(Duration.ofSeconds(Math.max(1, left / 1000)));
  }

  private void send(Exchange exchange, Answer answer) {
    try {
      responder.send(exchange, answer);
    } catch (RuntimeException e) {
      LOGGER.error("an answer for a {} could not be written", exchange.kind(), e);
      exchange.request().connection().close();
    }
  }

  private void fail(Exchange exchange, Throwable cause) {
    Failure failure = FailureException.of(cause);
    if (failure instanceof Failure.Internal) {
      LOGGER.error("a request for a {} failed", exchange.kind(), cause);
    }
    if (failure instanceof Failure.TooLarge) {
      refuse(exchange, failure);
    } else if (!exchange.request().response().ended()) {
      responder.fail(exchange, failure);
    }
  }
}
