package dev.headwater.control.packaging;

import dev.headwater.control.job.JobQueue;
import dev.headwater.control.job.Lease;
import dev.headwater.control.title.TitleProgress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a running job's lease and shows its progress; stops the job's programs once the job is
 * another worker's, cancelled, or nobody's. Confined to an event loop of its own choice, for what
 * it looks after may block its thread for longer than a lease; progress is told, and a look asked
 * for, from any thread.
 */
final class JobPulse implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(JobPulse.class);

  /** Often enough for a bar that moves, seldom enough for the database. */
  private static final Duration REPORT = Duration.ofMillis(500);

  /**
   * Reports without news before the lease is looked at: a notice that it was cancelled may be lost.
   */
  private static final int QUIET_REPORTS = 2;

  /** After a renewal that failed: whoever is idle takes a job as soon as the database is back. */
  private static final Duration RENEW_AGAIN = Duration.ofMillis(500);

  private final Vertx vertx;
  private final Context context;
  private final JobQueue queue;
  private final Lease lease;
  private final Programs programs;
  private final Duration renewEvery;
  private volatile double progress;
  private long renewal;
  private long report;
  private double reported = -1;
  private boolean reporting;
  private boolean late; // the last renewal failed
  private boolean closed;
  private int quiet;

  private JobPulse(
      Vertx vertx, JobQueue queue, Duration renewEvery, Lease lease, Programs programs) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.queue = queue;
    this.renewEvery = renewEvery;
    this.lease = lease;
    this.programs = programs;
  }

  static JobPulse start(
      Vertx vertx, JobQueue queue, Duration renewEvery, Lease lease, Programs programs) {
    JobPulse pulse = new JobPulse(vertx, queue, renewEvery, lease, programs);
    pulse.context.runOnContext(_ -> pulse.begin());
    return pulse;
  }

  private void begin() {
    renewAfter(renewEvery);
    report = vertx.setPeriodic(0, REPORT.toMillis(), _ -> report());
  }

  /** From 0 to 1. */
  void progress(double share) {
    progress = share;
  }

  private void renewAfter(Duration wait) {
    if (!closed) {
      renewal = vertx.setTimer(wait.toMillis(), _ -> renew());
    }
  }

  private void renew() {
    queue
        .renew(lease)
        .onComplete(
            held -> {
              late = false;
              stopIfLost(held);
              renewAfter(renewEvery);
            },
            failure -> {
              if (!late) {
                LOGGER.warn("job {} not renewed, trying on", lease.jobId(), failure);
              }
              late = true;
              renewAfter(renewEvery.compareTo(RENEW_AGAIN) < 0 ? renewEvery : RENEW_AGAIN);
            });
  }

  private void report() {
    double share = progress;
    if (reporting) {
      return;
    }
    if (share == reported) {
      lookNowAndThen();
      return;
    }
    reporting = true;
    quiet = 0;
    queue
        .whileHeld(lease, transaction -> report(transaction, share))
        .onComplete(
            held -> {
              reporting = false;
              reported = share;
              stopIfLost(held);
            },
            failure -> {
              reporting = false;
              LOGGER.warn("progress of job {} not shown", lease.jobId(), failure);
            });
  }

  private Future<Void> report(SqlConnection transaction, double share) {
    return TitleProgress.processing(transaction, lease.titleId(), share)
        .onSuccess(wanted -> {
          if (!wanted) {
            stop(PackagingException.unwanted());
          }
        })
        .mapEmpty();
  }

  private void lookNowAndThen() {
    quiet++;
    if (quiet >= QUIET_REPORTS) {
      quiet = 0;
      lookNow();
    }
  }

  /** Stops the programs where the job was cancelled. */
  void look() {
    context.runOnContext(_ -> lookNow());
  }

  private void lookNow() {
    queue
        .isCancelled(lease)
        .onSuccess(cancelled -> {
          if (cancelled) {
            stop(PackagingException.cancelled());
          }
        })
        .onFailure(failure -> LOGGER.warn("job {} not looked at", lease.jobId(), failure));
  }

  private void stopIfLost(boolean held) {
    if (!held) {
      queue
          .isCancelled(lease)
          .otherwise(false)
          .onSuccess(cancelled ->
              stop(cancelled ? PackagingException.cancelled() : PackagingException.leaseLost()));
    }
  }

  /** On another thread: killing waits for who is just starting a program. */
  private void stop(PackagingException reason) {
    Thread.ofVirtual().start(() -> programs.stop(reason));
  }

  @Override
  public void close() {
    context.runOnContext(_ -> {
      closed = true;
      vertx.cancelTimer(renewal);
      vertx.cancelTimer(report);
    });
  }
}
