package dev.headwater.platform.identity;

import dev.headwater.platform.runtime.WorkerThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at TLS's files again and again and hands newer ones over once they fit together; until
 * then, what was good stays in use. Confined to the context that it is started on.
 */
final class PemReload {
  private static final Logger LOGGER = LoggerFactory.getLogger(PemReload.class);

  private final Vertx vertx;
  private final TlsSettings settings;
  private final Function<Pem, Future<?>> use;
  private Pem seen;
  private boolean looking;

  private PemReload(Vertx vertx, TlsSettings settings, Pem used, Function<Pem, Future<?>> use) {
    this.vertx = vertx;
    this.settings = settings;
    this.seen = used;
    this.use = use;
  }

  /**
   * Until Vert.x closes.
   *
   * @param used what is in use now
   * @param use takes newer ones into use, for new connections
   */
  static void start(Vertx vertx, TlsSettings settings, Pem used, Function<Pem, Future<?>> use) {
    PemReload reload = new PemReload(vertx, settings, used, use);
    if (!settings.files().isEmpty()) {
      vertx.setPeriodic(settings.reload().toMillis(), _ -> reload.look());
    }
  }

  private void look() {
    if (looking) {
      return;
    }
    looking = true;
    Future.succeededFuture()
        .compose(_ -> WorkerThreads.run(vertx, () -> Pem.read(settings)))
        .compose(this::takeIfNew)
        .onFailure(
            failure -> LOGGER.warn("{}: not used: {}", settings.files(), failure.getMessage()))
        .onComplete(_ -> looking = false);
  }

  /** What could not be used is not tried again before it changes. */
  private Future<?> takeIfNew(Pem found) {
    if (found.equals(seen)) {
      return Future.succeededFuture();
    }
    seen = found;
    return WorkerThreads.run(vertx, () -> found.check(vertx))
        .compose(_ -> use.apply(found))
        .onSuccess(_ -> LOGGER.info("{}: newer ones are in use", settings.files()));
  }
}
