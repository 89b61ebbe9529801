package dev.headwater.edge;

import dev.headwater.edge.admission.Publishers;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.fill.Asker;
import dev.headwater.edge.fill.CacheRequest;
import dev.headwater.edge.fill.Lookup;
import dev.headwater.edge.fill.ResponseCache;
import dev.headwater.edge.live.FollowDesk;
import dev.headwater.edge.live.Ingest;
import dev.headwater.edge.peer.PeerQuestion;
import dev.headwater.edge.peer.PeerSecret;
import dev.headwater.edge.peer.PeerWord;
import dev.headwater.edge.request.Route;
import dev.headwater.edge.request.Router;
import dev.headwater.edge.request.Routing;
import dev.headwater.edge.respond.Answer;
import dev.headwater.edge.respond.Dress;
import dev.headwater.edge.respond.Exchange;
import dev.headwater.edge.respond.Responder;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What happens to a request of another node: it gets what is here or on its way, and nothing is
 * begun for it, so that no two nodes wait for each other. Event-loop confined.
 */
final class PeerPath {
  private static final String KIND = "peer";
  private static final int NO_CONTENT = 204;

  private final Identity identity;
  private final Optional<LivePeers> live;
  private final Router router;
  private final Publishers publishers;
  private final CacheRequests requests;
  private final ResponseCache cache;
  private final Responder responder;
  private final LongSupplier clock;

  /**
   * By what this node knows others, and they this one.
   *
   * @param address that its leases bear
   * @param dress in which what is stored goes to them
   */
  record Identity(PeerSecret secret, Supplier<String> address, Dress dress) {
    /** Proves each answer to who has proved its question; false where it hasn't. */
    boolean greets(HttpServerRequest request) {
      String proof = request.getHeader(PeerWord.PROOF_FIELD);
      PeerQuestion question =
          new PeerQuestion(address.get(), request.method().name(), request.uri());
      if (proof == null || !secret.isAsked(proof, question)) {
        return false;
      }
      HttpServerResponse response = request.response();
      response.headersEndHandler(_ -> {
        String word = response.headers().get(PeerWord.FIELD);
        String sequence = response.headers().get(Provenance.SEQUENCE_FIELD);
        response.putHeader(
            PeerWord.PROOF_FIELD, secret.answer(proof, response.getStatusCode(), word, sequence));
      });
      return true;
    }
  }

  /** What the steps of a request are performed with. */
  record Steps(
      Router router,
      Publishers publishers,
      CacheRequests requests,
      ResponseCache cache,
      Responder responder) {}

  /** What other nodes ask for of live channels. */
  record LivePeers(Ingest ingest, FollowDesk followed) {
    boolean takes(HttpServerRequest request) {
      return ingest.takes(request) || followed.takes(request);
    }

    void handle(HttpServerRequest request) {
      if (followed.takes(request)) {
        followed.handle(request);
      } else {
        ingest.handle(request);
      }
    }
  }

  /**
   * @param live where media may come to this node
   */
  PeerPath(Identity identity, Optional<LivePeers> live, Steps steps, LongSupplier clock) {
    this.identity = identity;
    this.live = live;
    this.router = steps.router;
    this.publishers = steps.publishers;
    this.requests = steps.requests;
    this.cache = steps.cache;
    this.responder = steps.responder;
    this.clock = clock;
  }

  void handle(HttpServerRequest request) {
    Exchange exchange = Exchange.begin(request).ofKind(KIND);
    if (!identity.greets(request)) {
      responder.fail(exchange, new Failure.NoPeer());
    } else if (HttpMethod.OPTIONS.equals(request.method())) {
      word(request, PeerWord.HERE).setStatusCode(NO_CONTENT).end();
    } else if (live.isPresent() && live.get().takes(request)) {
      live.get().handle(request);
    } else {
      route(exchange);
    }
  }

  private void route(Exchange exchange) {
    switch (router.route(exchange.request().uri())) {
      case Routing.Refused(Failure failure) -> fail(exchange, failure);
      case Routing.Routed(Route route) -> lookUp(exchange, publishers.own(route));
    }
  }

  private void lookUp(Exchange exchange, Route route) {
    CacheRequest request = requests.of(exchange.request(), route, Asker.PEER);
    cache
        .lookupHere(request)
        .onSuccess(lookup ->
            responder.send(
                exchange,
                new Answer(request, lookup, selection(request, lookup), identity.dress())))
        .onFailure(cause -> fail(exchange, FailureException.of(cause)));
  }

  private Selection selection(CacheRequest request, Lookup lookup) {
    StoredResponse stored = lookup.response();
    return lookup.verbatim()
        ? Selection.IDENTITY
        : Selection.of(
            request.head(),
            new Selection.Offer(stored.head(), stored.content().length(), false),
            clock.getAsLong());
  }

  private void fail(Exchange exchange, Failure failure) {
    HttpServerRequest request = exchange.request();
    if (!request.response().ended()) {
      word(request, wordOf(failure));
      responder.fail(exchange, failure);
    }
  }

  /**
   * What failed at the source would fail for the other node too; the rest is this node's affair.
   */
  static PeerWord wordOf(Failure failure) {
    return switch (failure) {
      case Failure.NotShared _ -> PeerWord.ALONE;
      case Failure.SourceMalformed _, Failure.SourceTimeout _, Failure.SourceUnavailable _ ->
          PeerWord.FAILED;
      default -> PeerWord.ABSENT;
    };
  }

  private static HttpServerResponse word(HttpServerRequest request, PeerWord word) {
    return request.response().putHeader(PeerWord.FIELD, word.value());
  }
}
