package dev.headwater.edge.peer;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.source.Source;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.telemetry.PeerMeters;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A source that one node at a time asks for the same thing: who has the lease asks it, the others
 * ask who has the lease. One per event loop, confined to it.
 */
final class LeasedSource implements Source {
  /** Holders that a request tries before it asks the source, whoever has the lease. */
  private static final int MAX_HOLDERS = 4;

  private final Source source;
  private final Leases leases;
  private final PeerClient peers;
  private final PeerMeters meters;

  LeasedSource(Source source, Leases leases, PeerClient peers, PeerMeters meters) {
    this.source = source;
    this.leases = leases;
    this.peers = peers;
    this.meters = meters;
  }

  @Override
  public Future<SourceResponse> send(SourceRequest request) {
    return request.shared() == null
        ? source.send(request)
        : leases.claim(name(request)).compose(claim -> follow(request, claim, 1));
  }

  private static String name(SourceRequest request) {
    return Objects.requireNonNull(request.shared()).lease();
  }

  private Future<SourceResponse> follow(SourceRequest request, Claim claim, int tried) {
    return switch (claim) {
      case Claim.Held(Lease lease) -> lead(request, lease);
      case Claim.Unknown _ -> source.send(request);
      case Claim.Elsewhere(Holder holder) ->
          ask(holder, request).compose(answer -> heard(request, holder, answer, tried));
    };
  }

  /** What was purged since it was asked for there is of no use, whatever the holder knows of it. */
  private Future<PeerAnswer> ask(Holder holder, SourceRequest request) {
    return peers
        .ask(holder, request)
        .map(answer -> {
          if (answer instanceof PeerAnswer.Here(SourceResponse response)
              && !isOfUse(request, response)) {
            response.cancel();
            return new PeerAnswer.Useless();
          }
          return answer;
        });
  }

  private static boolean isOfUse(SourceRequest request, SourceResponse response) {
    return Objects.requireNonNull(request.shared())
        .use()
        .accepts(response.head().fields(), response.provenance().sequence());
  }

  private Future<SourceResponse> lead(SourceRequest request, Lease lease) {
    return Future.succeededFuture()
        .compose(_ -> source.send(request)) // in compose, a throw can't strand the lease
        .onFailure(_ -> lease.release())
        .map(response -> new LeasedResponse(response, lease));
  }

  private Future<SourceResponse> heard(
      SourceRequest request, Holder holder, PeerAnswer answer, int tried) {
    return switch (answer) {
      case PeerAnswer.Here(SourceResponse response) ->
          Future.succeededFuture(
              new RelayedResponse(response, resumption -> rest(request, holder, resumption)));
      case PeerAnswer.Alone _ -> source.send(request);
      case PeerAnswer.Failed(Failure failure) -> Future.failedFuture(new FailureException(failure));
      case PeerAnswer.Useless _ ->
          tried >= MAX_HOLDERS
              ? source.send(request)
              : leases
                  .replace(name(request), holder)
                  .compose(claim -> follow(request, claim, tried + 1));
    };
  }

  private Future<RelayedResponse.Rest> rest(
      SourceRequest request, Holder gone, Resumption resumption) {
    meters.resumed();
    SourceRequest question = request.withHead(resumption.question(request.head()));
    return leases
        .replace(name(request), gone)
        .compose(claim ->
            switch (claim) {
              case Claim.Held(Lease lease) -> lead(question, lease);
              case Claim.Unknown _ -> source.send(question);
              case Claim.Elsewhere(Holder other) -> again(request, other);
            })
        .compose(response -> continues(resumption, response));
  }

  /** From its start: what another node is fetching now begins there. */
  private Future<SourceResponse> again(SourceRequest request, Holder other) {
    return ask(other, request)
        .compose(answer ->
            switch (answer) {
              case PeerAnswer.Here(SourceResponse response) -> Future.succeededFuture(response);
              case PeerAnswer.Failed(Failure failure) ->
                  Future.failedFuture(new FailureException(failure));
              case PeerAnswer.Alone _, PeerAnswer.Useless _ -> source.send(request);
            });
  }

  private static Future<RelayedResponse.Rest> continues(
      Resumption resumption, SourceResponse response) {
    OptionalLong skip = resumption.skipped(response.head());
    if (skip.isEmpty()) {
      response.cancel();
      return Future.failedFuture(
          new FailureException(
              new Failure.SourceMalformed("it changed while another node was fetching it")));
    }
    return Future.succeededFuture(new RelayedResponse.Rest(response, skip.getAsLong()));
  }
}
