package dev.headwater.edge.peer;

import dev.headwater.edge.source.Provenance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Requests to other nodes that last, such as a channel's media. Thread-safe. */
public final class PeerCalls {
  /** Each lasts as long as a channel, or as an encoder sends. */
  private static final int CONNECTIONS = 4_096;

  private static final int MOST_WAITING = 64;

  private final HttpClient client;
  private final PeerSecret secret;

  PeerCalls(Vertx vertx, PeerSecret secret) {
    this.secret = secret;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) Silence.LIMIT_MILLIS),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
  }

  /**
   * A request that isn't sent yet, and the proof beside it.
   *
   * @param proof that it comes from a node
   */
  public record Call(PeerCalls calls, HttpClientRequest request, String proof) {
    /** Whether it is a node that answers. */
    public boolean isAnsweredBy(HttpClientResponse response) {
      return calls.secret.isAnswered(
          response.getHeader(PeerWord.PROOF_FIELD),
          proof,
          response.statusCode(),
          response.getHeader(PeerWord.FIELD),
          response.getHeader(Provenance.SEQUENCE_FIELD));
    }
  }

  /**
   * Connects to a node.
   *
   * @param address as its leases have it
   */
  public Future<Call> begin(String address, HttpMethod method, String target) {
    PeerAddress place = PeerAddress.of(address);
    String proof = secret.ask(new PeerQuestion(place.toString(), method.name(), target));
    return client
        .request(
            new RequestOptions()
                .setMethod(method)
                .setHost(place.host())
                .setPort(place.port())
                .setURI(target)
                .putHeader(PeerWord.PROOF_FIELD, proof))
        .map(request -> new Call(this, request, proof));
  }

  Future<Void> close() {
    return client.close();
  }
}
