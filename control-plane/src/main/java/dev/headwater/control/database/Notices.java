package dev.headwater.control.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what {@code NOTIFY} tells on one channel, on a connection of its own, which it opens again
 * when it breaks. A notice may get lost: who waits for something looks for it now and then as well.
 * Thread-safe.
 */
public final class Notices {
  private static final Logger LOGGER = LoggerFactory.getLogger(Notices.class);

  /** Longest wait for a server to take notice that nobody listens any more. */
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Pool pool;
  private final String channel;
  private final Duration reconnect;
  private final Consumer<String> onNotice;
  private @Nullable PgConnection connection;
  private boolean closed;

  private Notices(
      Vertx vertx, Pool pool, String channel, Duration reconnect, Consumer<String> onNotice) {
    this.vertx = vertx;
    this.pool = pool;
    this.channel = channel;
    this.reconnect = reconnect;
    this.onNotice = onNotice;
  }

  /**
   * Listens from now on.
   *
   * @param channel an SQL name
   * @param reconnect wait before a broken connection is opened again
   * @param onNotice takes what the notice says, on a Vert.x thread; must not block
   */
  public static Notices listen(
      Vertx vertx, Pool pool, String channel, Duration reconnect, Consumer<String> onNotice) {
    Notices notices = new Notices(vertx, pool, channel, reconnect, onNotice);
    notices.connect();
    return notices;
  }

  private void connect() {
    pool.getConnection()
        .map(PgConnection::cast)
        .compose(this::listenOn)
        .onFailure(failure -> {
          LOGGER.warn("not told of {}, looking instead: {}", channel, failure.toString());
          reconnectLater();
        });
  }

  private Future<Void> listenOn(PgConnection opened) {
    if (!keep(opened)) {
      return opened.close();
    }
    opened.notificationHandler(notice -> onNotice.accept(notice.getPayload()));
    opened.exceptionHandler(failure -> LOGGER.debug("the listening connection fails", failure));
    opened.closeHandler(_ -> reconnectLater());
    return opened.query("listen " + channel).execute().onFailure(_ -> opened.close()).mapEmpty();
  }

  private void reconnectLater() {
    if (!isClosed()) {
      vertx.setTimer(reconnect.toMillis(), _ -> connect());
    }
  }

  private synchronized boolean keep(PgConnection opened) {
    connection = opened;
    return !closed;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized @Nullable PgConnection end() {
    closed = true;
    return connection;
  }

  /** Stops listening and gives the connection up. */
  public Future<Void> close() {
    PgConnection open = end();
    return open == null
        ? Future.succeededFuture()
        : open.query("unlisten *")
            .execute()
            .timeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
            .eventually(() -> open.close())
            .otherwiseEmpty()
            .mapEmpty();
  }
}
