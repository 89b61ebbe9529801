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
import java.util.HashMap;
import java.util.Map;

/**
 * Tells a node that waits for its source from one that is gone: the latter doesn't answer {@code
 * OPTIONS *} in time. Asks once for all who want to know at the same time. Confined to the quiet
 * event loop.
 */
final class Pulse {
  /** How long the answer may take: what is left of the time that a holder may be silent. */
  static final long LIMIT_MILLIS = Silence.LIMIT_MILLIS - Silence.QUIET_MILLIS;

  private static final String ALL = "*";

  /** One may be stuck in a connection that is dead. */
  private static final int CONNECTIONS = 4;

  /** A connection on which nothing has come for so long is dead. */
  private static final long IDLE_MILLIS = 4 * LIMIT_MILLIS;

  private final FairLimit limit;
  private final HttpClient client;
  private final PeerSecret secret;
  private final Map<PeerAddress, Future<Boolean>> asked = new HashMap<>();

  Pulse(Vertx vertx, PeerSecret secret) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) LIMIT_MILLIS),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.limit = new FairLimit(vertx, LIMIT_MILLIS);
    this.secret = secret;
  }

  /** Never fails. */
  Future<Boolean> isAlive(PeerAddress address) {
    Future<Boolean> running = asked.get(address);
    if (running != null) {
      return running;
    }
    Future<Boolean> answer = ask(address);
    if (!answer.isComplete()) {
      asked.put(address, answer);
      answer.onComplete(_ -> asked.remove(address));
    }
    return answer;
  }

  private Future<Boolean> ask(PeerAddress address) {
    String proof = secret.ask(new PeerQuestion(address.toString(), HttpMethod.OPTIONS.name(), ALL));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.OPTIONS)
            .setHost(address.host())
            .setPort(address.port())
            .setURI(ALL)
            .addHeader(PeerWord.PROOF_FIELD, proof)
            .setIdleTimeout(IDLE_MILLIS);
    Future<Boolean> answer =
        client
            .request(options)
            .compose(HttpClientRequest::send)
            .compose(response -> response.end().map(saysHere(response, proof)));
    return limit.of(answer).otherwise(false);
  }

  private boolean saysHere(HttpClientResponse response, String proof) {
    String word = response.getHeader(PeerWord.FIELD);
    String given = response.getHeader(PeerWord.PROOF_FIELD);
    return PeerWord.of(word) == PeerWord.HERE
        && secret.isAnswered(
            given,
            proof,
            response.statusCode(),
            word,
            response.getHeader(Provenance.SEQUENCE_FIELD));
  }

  Future<Void> close() {
    return client.close();
  }
}
