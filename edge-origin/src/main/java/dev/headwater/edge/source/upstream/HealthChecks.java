package dev.headwater.edge.source.upstream;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Asks each upstream server now and then how it is, so that a lost one is left before a viewer's
 * request finds out, and one that is back is used again. A node needs one. Event-loop confined.
 */
public final class HealthChecks {
  /** A check's connection carries nothing else. */
  private static final Connection.Owner NOBODY =
      new Connection.Owner() {
        @Override
        public void released(Connection connection) {
          connection.close();
        }

        @Override
        public void closed(Connection connection) {}
      };

  private final Vertx vertx;
  private final UpstreamGroup group;
  private final NetClient client;
  private final Set<Long> timers = new HashSet<>();
  private boolean closed;

  private HealthChecks(Vertx vertx, UpstreamGroup group) {
    this.vertx = vertx;
    this.group = group;
    this.client = Dialling.client(vertx, group.settings());
  }

  /** Called on the event loop that is to do it. */
  public static HealthChecks start(Vertx vertx, UpstreamGroup group) {
    HealthChecks checks = new HealthChecks(vertx, group);
    group.hosts().forEach(checks::later);
    return checks;
  }

  private void later(UpstreamHost host) {
    long millis = group.settings().health().interval().toMillis();
    long[] id = new long[1];
    id[0] =
        vertx.setTimer(
            millis,
            _ -> {
              timers.remove(id[0]);
              check(host);
            });
    timers.add(id[0]);
  }

  private void check(UpstreamHost host) {
    client
        .connect(Dialling.options(host.address(), group.settings()))
        .compose(socket -> answersWell(socket, host))
        .otherwise(false)
        .onSuccess(good -> {
          if (!closed) {
            group.checked(host, good);
            later(host);
          }
        });
  }

  private Future<Boolean> answersWell(NetSocket socket, UpstreamHost host) {
    Optional<String> path = group.settings().health().path();
    if (path.isEmpty()) {
      return socket.close().map(true);
    }
    long limitMillis = group.settings().firstByteTimeout().toMillis();
    RequestHead head = new RequestHead("GET", path.get(), FieldList.empty());
    Connection connection = new Connection((NetSocketInternal) socket, NOBODY);
    Exchange exchange =
        new Exchange(vertx, connection, SourceRequest.of(head, path.get()), limitMillis);
    TimeLimit limit = new TimeLimit(vertx, exchange::cancel);
    limit.begin(limitMillis);
    return exchange
        .send(host)
        .map(HealthChecks::isGood)
        .onComplete(_ -> {
          limit.stop();
          exchange.cancel();
        });
  }

  private static boolean isGood(SourceResponse response) {
    int status = response.head().status();
    return status >= 200 && status < 400;
  }

  /** Called on the same event loop. */
  public Future<Void> close() {
    closed = true;
    timers.forEach(vertx::cancelTimer);
    return client.close();
  }
}
