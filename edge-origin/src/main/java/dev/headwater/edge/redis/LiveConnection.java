package dev.headwater.edge.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its handshake to its end. It has a client of its own, since closing that is
 * the way to close the socket whatever state it is in. Event-loop confined.
 */
final class LiveConnection {
  /** For the TCP, TLS and Redis handshakes together; nobody waits for them. */
  private static final long HANDSHAKE_MILLIS = 1_000;

  /** Why a connection ended. */
  enum End {
    /** By the server or the network. */
    CLOSED,
    /** It owed answers for too long. */
    SILENT
  }

  private final Redis client;
  private final RedisConnection connection;
  private final ConnectionTerms terms;
  private final SilenceLimit silence;
  private final Consumer<End> ended;
  private boolean over;

  private LiveConnection(
      Vertx vertx,
      Redis client,
      RedisConnection connection,
      ConnectionTerms terms,
      Consumer<End> ended) {
    this.client = client;
    this.connection = connection;
    this.terms = terms;
    this.ended = ended;
    this.silence = new SilenceLimit(vertx, terms.silence().toMillis(), () -> end(End.SILENT));
    connection.endHandler(_ -> end(End.CLOSED));
    connection.exceptionHandler(_ -> end(End.CLOSED));
  }

  /** Calls {@code ended} once, unless it is closed here. */
  static Future<LiveConnection> connect(
      Vertx vertx, URI server, ConnectionTerms terms, Consumer<End> ended) {
    Redis client = Redis.createClient(vertx, options(server, terms));
    return client
        .connect()
        .timeout(HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS)
        .map(connection -> new LiveConnection(vertx, client, connection, terms, ended))
        .onFailure(_ -> client.close());
  }

  /** Made for each connection: a password that was replaced is shown from then on. */
  private static RedisOptions options(URI server, ConnectionTerms terms) {
    RedisOptions options =
        new RedisOptions()
            .setConnectionString(server.toString())
            .setMaxPoolSize(1)
            .setMaxPoolWaiting(1)
            .setPoolCleanerInterval(-1)
            .setPoolRecycleTimeout(-1)
            .setMaxWaitingHandlers(terms.maxUnanswered() + 2); // ASKING stands before a call
    terms.password().ifPresent(password -> options.setPassword(password.value()));
    options
        .getNetClientOptions()
        .setConnectTimeout((int) HANDSHAKE_MILLIS)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true);
    return options;
  }

  /** Calls sent and not answered. */
  int unanswered() {
    return silence.unanswered();
  }

  boolean hasRoom() {
    return unanswered() < terms.maxUnanswered();
  }

  /** Whether the server has proved to be one. */
  boolean answeredOnce() {
    return silence.answeredOnce();
  }

  /** Completes with null for nil; has no time limit but the end of the connection. */
  Future<@Nullable Response> send(Request request) {
    silence.asked();
    Future<@Nullable Response> answer = connection.send(request);
    answer.onComplete(_ -> silence.answered()).onFailure(this::failed);
    return answer;
  }

  /** A call for a key whose slot is on its way to this server. */
  Future<@Nullable Response> sendAsking(Request request) {
    silence.asked();
    Future<List<@Nullable Response>> answers =
        connection.batch(List.of(Request.cmd(Command.ASKING), request));
    answers.onComplete(_ -> silence.answered()).onFailure(this::failed);
    return answers.map(List::getLast);
  }

  /** A failure that is no word of the server ends the connection, which may have ended unseen. */
  private void failed(Throwable cause) {
    if (!(cause instanceof ErrorType)) {
      end(End.CLOSED);
    }
  }

  private void end(End how) {
    if (!over) {
      close();
      ended.accept(how);
    }
  }

  /** Calls that wait for an answer fail. */
  void close() {
    over = true;
    silence.stop();
    client.close();
  }
}
