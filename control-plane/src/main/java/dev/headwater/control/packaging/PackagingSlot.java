package dev.headwater.control.packaging;

import dev.headwater.control.job.JobQueue;
import dev.headwater.control.job.Lease;
import dev.headwater.control.job.Task;
import dev.headwater.control.packaging.PackagingMetrics.Outcome;
import dev.headwater.control.title.TitleProgress;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.store.StoreException;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one job after the other. Confined to the virtual-thread context that it is deployed on, but
 * for {@link #wake} and {@link #cancelled}.
 */
final class PackagingSlot implements Deployable {
  private static final Logger LOGGER = LoggerFactory.getLogger(PackagingSlot.class);

  /** Longest rest in an outage: soon after its end, jobs are taken again. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /** The job that is worked on. */
  private record Running(long jobId, JobPulse pulse) {}

  private final WorkerParts parts;
  private final JobQueue queue;
  private final Promise<Void> ended = Promise.promise();
  private @Nullable Context context;
  private @Nullable Programs programs;
  private volatile @Nullable Running running;
  private Promise<Void> woken = Promise.promise();
  private boolean stopping;
  private int outages; // jobs that met one, one after the other

  PackagingSlot(WorkerParts parts) {
    this.parts = parts;
    this.queue = parts.queue();
  }

  @Override
  public Future<?> deploy(Context own) {
    context = own;
    own.runOnContext(_ -> work());
    return Future.succeededFuture();
  }

  /** Completes when what runs is killed and its job given back. */
  @Override
  public Future<?> undeploy(Context own) {
    stopping = true;
    woken.tryComplete();
    Programs running = programs;
    if (running != null) {
      running.stop(PackagingException.stopped());
    }
    return ended.future();
  }

  /** There may be a job. Thread-safe. */
  void wake() {
    Context own = context;
    if (own != null) {
      own.runOnContext(_ -> {
        if (outages == 0) {
          woken.tryComplete();
        }
      });
    }
  }

  /** That job may have been cancelled; it is stopped here where it was. Thread-safe. */
  void cancelled(long jobId) {
    Running current = running;
    if (current != null && current.jobId == jobId) {
      current.pulse.look();
    }
  }

  private void work() {
    while (!stopping) {
      woken = Promise.promise();
      Optional<Lease> lease = take();
      if (lease.isPresent()) {
        work(lease.get());
        restInOutage();
      } else {
        rest(parts.settings().jobs().poll());
      }
    }
    ended.complete();
  }

  private Optional<Lease> take() {
    try {
      return queue.take(parts.workerId()).await();
    } catch (Exception e) {
      LOGGER.warn("no job can be taken: {}", e.toString());
      return Optional.empty();
    }
  }

  /** The next job would fare no better. */
  private void restInOutage() {
    if (outages > 0 && !stopping) {
      woken = Promise.promise();
      Duration wait = parts.settings().jobs().backoffAfter(outages);
      rest(wait.compareTo(LONGEST_REST) < 0 ? wait : LONGEST_REST);
    }
  }

  private void rest(Duration wait) {
    Promise<Void> end = woken;
    long timer = parts.vertx().setTimer(Math.max(1, wait.toMillis()), _ -> end.tryComplete());
    end.future().await();
    parts.vertx().cancelTimer(timer);
  }

  private void work(Lease lease) {
    try {
      run(lease);
      outages = 0;
      parts.metrics().ended(Outcome.DONE);
      LOGGER.info("title {} is ready as {}", lease.titleId(), lease.epoch());
    } catch (PackagingException e) {
      end(lease, e);
    } catch (StoreException e) {
      end(lease, PackagingException.of(e));
    } catch (Exception e) {
      LOGGER.warn("job {} met with an unexpected failure", lease.jobId(), e);
      end(lease, PackagingException.tryAgain("the packaging failed: " + e));
    } finally {
      programs = null;
      running = null;
    }
  }

  private void run(Lease lease) throws IOException {
    int attempts = parts.settings().jobs().attempts();
    if (lease.attempt() > attempts) {
      removeAbandoned(lease); // nobody takes the job after this
      throw PackagingException.tryAgain("the worker died");
    }
    try (WorkFolder folder = parts.folders().create(lease)) {
      Programs own =
          new Programs(parts.settings().environment(), parts.settings().silence(), folder);
      programs = own;
      if (stopping) {
        throw PackagingException.stopped();
      }
      try (JobPulse pulse =
          JobPulse.start(parts.vertx(), queue, parts.settings().jobs().renewal(), lease, own)) {
        running = new Running(lease.jobId(), pulse);
        run(lease, new JobTools(folder.path(), own, pulse));
      }
    }
  }

  private void run(Lease lease, JobTools tools) throws IOException {
    switch (lease.task()) {
      case Task.Source(String key) -> new Packaging(parts, lease, key, tools).run();
      case Task.Recording recording -> new Recording(parts, lease, recording, tools).run();
    }
  }

  private void end(Lease lease, PackagingException failure) {
    outages = failure.kind() == PackagingException.Kind.OUTAGE ? outages + 1 : 0;
    try {
      boolean held = settle(lease, failure);
      LOGGER.info("job {}, attempt {}: {}", lease.jobId(), lease.attempt(), failure.getMessage());
      if (held || queue.isAbandoned(lease).await()) {
        removeObjects(lease);
      }
    } catch (Exception e) {
      LOGGER.warn("job {} is left to its lease: {}", lease.jobId(), e.toString());
    }
  }

  private boolean settle(Lease lease, PackagingException failure) {
    return switch (JobEnd.of(failure, lease, parts.settings().jobs())) {
      case JobEnd.Retry retry -> settled(queue.retry(lease, retry.error()), Outcome.RETRIED);
      case JobEnd.Bury bury ->
          settled(
              queue.bury(
                  lease,
                  bury.error(),
                  transaction ->
                      TitleProgress.failed(transaction, lease.titleId(), bury.error()).mapEmpty()),
              Outcome.FAILED);
      case JobEnd.Postpone postpone ->
          settled(queue.postpone(lease, postpone.pause()), Outcome.GIVEN_BACK);
      case JobEnd.PutOff putOff -> settled(queue.putOff(lease, putOff.error()), Outcome.GIVEN_BACK);
      case JobEnd.GiveBack _ -> settled(queue.giveBack(lease), Outcome.GIVEN_BACK);
      case JobEnd.LetGo _ -> {
        boolean cancelled = failure.kind() == PackagingException.Kind.CANCELLED;
        parts.metrics().ended(cancelled ? Outcome.CANCELLED : Outcome.LOST);
        yield false;
      }
    };
  }

  private boolean settled(Future<Boolean> transition, Outcome outcome) {
    boolean held = transition.await();
    parts.metrics().ended(held ? outcome : Outcome.LOST);
    return held;
  }

  private void removeAbandoned(Lease lease) {
    lease
        .abandonedEpoch()
        .ifPresent(
            epoch -> parts.store().deleteAll(Publication.path(lease.titleId(), epoch)).await());
  }

  private void removeObjects(Lease lease) {
    parts.store().deleteAll(Publication.path(lease.titleId(), lease.epoch())).await();
  }
}
