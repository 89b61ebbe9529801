package dev.headwater.endurance.load;

import dev.headwater.endurance.content.Resource;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Clients with a connection each, made before, who all ask at once. Thread-safe. */
public final class Crowd {
  /** So many connections at once are being made: more than a node's backlog would be refused. */
  private static final int AT_ONCE = 256;

  /** Small, so that what thousands are sent at once lies in the nodes and not in the kernel. */
  private static final int RECEIVE_BUFFER = 64 * 1024;

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final List<Member> members = new ArrayList<>();

  private record Member(Context context, int port, HttpClientConnection connection) {
    private <T> Future<T> on(Supplier<Future<T>> step) {
      return onContext(context, step);
    }
  }

  private Crowd(Vertx vertx) {
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setTcpNoDelay(true)
                .setReceiveBufferSize(RECEIVE_BUFFER)
                .setIdleTimeout(0));
  }

  private static <T> Future<T> onContext(Context context, Supplier<Future<T>> step) {
    Promise<T> done = Promise.promise();
    context.runOnContext(_ -> step.get().onComplete(done::handle));
    return done.future();
  }

  /** Completes when all have their connections, spread over the ports. */
  public static Future<Crowd> gather(Vertx vertx, List<Integer> ports, int count) {
    Crowd crowd = new Crowd(vertx);
    return crowd.grow(ports, count).map(crowd);
  }

  private Future<Void> grow(List<Integer> ports, int count) {
    int more = Math.min(AT_ONCE, count - members.size());
    if (more == 0) {
      return Future.succeededFuture();
    }
    List<Future<Member>> batch = new ArrayList<>();
    for (int i = 0; i < more; i++) {
      batch.add(connect(ports.get((members.size() + i) % ports.size())));
    }
    return Future.all(batch)
        .compose(all -> {
          members.addAll(all.list());
          return grow(ports, count);
        });
  }

  private Future<Member> connect(int port) {
    Context context = ((VertxInternal) vertx).createEventLoopContext();
    return onContext(
            context,
            () -> client.connect(new HttpConnectOptions().setHost("127.0.0.1").setPort(port)))
        .map(connection -> new Member(context, port, connection));
  }

  /** Completes with all answers, when the last is there. */
  public Future<List<Answer>> ask(Resource resource) {
    Question question = Question.plain(resource);
    List<Future<Answer>> answers =
        members.stream()
            .map(member ->
                member.on(() -> Download.of(vertx, member.connection(), member.port(), question)))
            .toList();
    return Future.all(answers).map(all -> all.list());
  }

  public void leave() {
    members.forEach(member -> member.connection().close());
  }
}
