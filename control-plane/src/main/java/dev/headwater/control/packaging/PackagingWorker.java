package dev.headwater.control.packaging;

import dev.headwater.control.database.Notices;
import dev.headwater.control.job.JobQueue;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes packaging jobs from the queue and turns sources into publications. Thread-safe. */
public final class PackagingWorker {
  /** How often the number of waiting jobs is looked up for the metrics. */
  private static final long COUNT_MILLIS = 10_000;

  private final WorkerParts parts;
  private final List<PackagingSlot> slots;
  private final Notices notices;
  private final long counting;
  private List<String> deployments = List.of();

  private PackagingWorker(WorkerParts parts) {
    this.parts = parts;
    slots =
        IntStream.range(0, parts.settings().concurrency())
            .mapToObj(_ -> new PackagingSlot(parts))
            .toList();
    notices =
        Notices.listen(
            parts.vertx(),
            parts.pool(),
            JobQueue.CHANNEL,
            parts.settings().jobs().poll(),
            () -> slots.forEach(PackagingSlot::wake));
    counting = parts.vertx().setPeriodic(0, COUNT_MILLIS, _ -> count());
  }

  /**
   * Fails where ffmpeg or ffprobe doesn't run, or the work folder can't be made.
   *
   * @param envelope what content keys are sealed in; it has to seal where the settings encrypt
   */
  public static Future<PackagingWorker> start(
      Vertx vertx,
      PackagingSettings settings,
      Pool pool,
      ObjectStore store,
      Envelope envelope,
      MeterRegistry registry) {
    String workerId = UUID.randomUUID().toString();
    return WorkerThreads.run(
            vertx,
            () -> {
              ProgramCheck.run(settings);
              return WorkFolders.open(settings.workDir(), workerId);
            })
        .map(folders ->
            new WorkerParts(
                vertx,
                settings,
                pool,
                store,
                new JobQueue(pool, settings.jobs()),
                folders,
                new PackagingMetrics(registry),
                envelope,
                workerId))
        .map(PackagingWorker::new)
        .compose(PackagingWorker::deploy);
  }

  private Future<PackagingWorker> deploy() {
    DeploymentOptions options =
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    return Future.join(
            slots.stream().map(slot -> parts.vertx().deployVerticle(slot, options)).toList())
        .map(deployed -> {
          deployments = deployed.list();
          return this;
        });
  }

  private void count() {
    parts.queue().waiting().onSuccess(parts.metrics()::waiting);
  }

  /** Kills what runs, gives its jobs back, and removes the work folder. */
  public Future<Void> close() {
    parts.vertx().cancelTimer(counting);
    Stream<Future<Void>> ends = deployments.stream().map(parts.vertx()::undeploy);
    return notices
        .close()
        .eventually(() -> Future.join(ends.toList()))
        .eventually(() -> WorkerThreads.run(parts.vertx(), () -> parts.folders().close()));
  }
}
