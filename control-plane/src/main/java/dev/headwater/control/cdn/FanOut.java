package dev.headwater.control.cdn;

import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has purges go on to the CDNs of the settings. What was noted survives a crash of any process.
 * Thread-safe; works on virtual threads, in each of several instances.
 */
public final class FanOut {
  private static final Logger LOGGER = LoggerFactory.getLogger(FanOut.class);

  /**
   * Adds little to the time in which nodes apply a purge; finding nothing costs one index look-up.
   */
  private static final long LOOK_MILLIS = 250;

  private static final long SETTLE_MILLIS = 1000;
  private static final long TIDY_MILLIS = 10_000;
  private static final long FORGET_MILLIS = 600_000;

  /** A call to CloudFront is broken off when it looks again, two seconds later at most. */
  private static final long CLOSE_MILLIS = 5000;

  private final Context context;
  private final List<CdnSettings> settings;
  private final CdnPurgeTable table;
  private final FanOutMeters meters;
  private final List<Teller> tellers = new ArrayList<>();
  private final List<Long> timers = new ArrayList<>();
  private volatile boolean closed;

  /** What it works with. */
  public record Parts(Database database, AuditLog audit, MeterRegistry registry) {}

  private FanOut(Context context, List<CdnSettings> settings, Parts parts) {
    this.context = context;
    this.settings = List.copyOf(settings);
    this.table = new CdnPurgeTable(parts.database);
    this.meters = new FanOutMeters(parts.registry, names());
  }

  /**
   * Works until it is closed; the context has to be one of virtual threads. Fails with
   * IllegalArgumentException where a CDN can't be called with these settings.
   *
   * @param environment where credentials may be that aren't in the settings
   */
  public static FanOut start(
      Context context, List<CdnSettings> settings, Map<String, String> environment, Parts parts) {
    FanOut fanOut = new FanOut(context, settings, parts);
    for (CdnSettings one : settings) {
      Cdn cdn = open(context, one, environment);
      fanOut.tellers.add(
          new Teller(
              context, one, cdn, new Teller.Books(parts.database, parts.audit, fanOut.meters)));
    }
    context.runOnContext(_ -> fanOut.work());
    return fanOut;
  }

  private static Cdn open(Context context, CdnSettings one, Map<String, String> environment) {
    return switch (one.kind()) {
      case NGINX, VARNISH -> new PurgeMethodCdn(context, one);
      case CLOUDFRONT -> new CloudFront(context, one, environment);
    };
  }

  private synchronized void work() {
    if (closed) {
      return;
    }
    tellers.forEach(teller -> every(LOOK_MILLIS, teller::look));
    every(SETTLE_MILLIS, table::settle);
    every(TIDY_MILLIS, this::tidy);
    every(FORGET_MILLIS, table::forgetBodies);
  }

  private void every(long millis, Runnable step) {
    timers.add(context.owner().setPeriodic(0, millis, _ -> attempt(step)));
  }

  private List<String> names() {
    return settings.stream().map(CdnSettings::name).toList();
  }

  /** Whether purges go anywhere from here. */
  public boolean isEmpty() {
    return settings.isEmpty();
  }

  /** Notes that all CDNs have to be told of purges that are in their table already. */
  public void note(SqlConnection transaction, List<String> purgeIds) {
    table.insert(transaction, settings, purgeIds.toArray(String[]::new));
  }

  /** All that have to be, or were, told of a purge, those nearest to nodes first. */
  public List<CdnProgress> progress(String purgeId) {
    return table.of(purgeId);
  }

  /** Begins anew where a purge has failed, and at all CDNs further out; false where it hasn't. */
  public boolean retry(SqlConnection transaction, String purgeId) {
    return table.retry(transaction, purgeId) > 0;
  }

  private void tidy() {
    table.giveUp(names());
    meters.counted(table.counts());
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      if (!closed) {
        LOGGER.warn("purges of CDNs can't be tidied, trying again: {}", e.toString());
      }
    }
  }

  /**
   * Completes once others may tell what is being told here; where that takes long, they may once
   * the leases have ended.
   */
  public synchronized Future<Void> close() {
    closed = true;
    timers.forEach(context.owner()::cancelTimer);
    return Future.join(tellers.stream().map(Teller::close).toList())
        .<Void>mapEmpty()
        .timeout(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }
}
