package dev.headwater.control.packaging;

import dev.headwater.control.database.Notices;
import dev.headwater.control.job.JobQueue;
import dev.headwater.control.recording.ChannelNodes;
import dev.headwater.control.recording.RecordingAccess;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes packaging jobs from the queue and turns sources, and what channels have sent, into
 * publications. Thread-safe.
 */
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
            this::told);
    counting = parts.vertx().setPeriodic(0, COUNT_MILLIS, _ -> count());
  }

  /**
   * What it works with.
   *
   * @param nodes that channels are recorded from; none: recordings are left to other workers
   * @param envelope what content keys are sealed in; it has to seal where the settings encrypt
   */
  public record Parts(
      PackagingSettings settings,
      List<URI> nodes,
      Pool pool,
      ObjectStore store,
      Envelope envelope,
      MeterRegistry registry) {}

  /** Fails where ffmpeg or ffprobe doesn't run, or the work folder can't be made. */
  public static Future<PackagingWorker> start(Vertx vertx, Parts parts) {
    return WorkerThreads.run(
            vertx,
            () -> {
              ProgramCheck.run(parts.settings);
              String workerId = WorkerName.unique();
              WorkFolders folders = WorkFolders.open(parts.settings.workDir(), workerId);
              return shared(vertx, parts, folders, workerId);
            })
        .map(PackagingWorker::new)
        .compose(PackagingWorker::deploy);
  }

  private static WorkerParts shared(
      Vertx vertx, Parts parts, WorkFolders folders, String workerId) {
    return new WorkerParts(
        vertx,
        parts.settings,
        parts.pool,
        parts.store,
        new JobQueue(parts.pool, parts.settings.jobs(), !parts.nodes.isEmpty()),
        folders,
        new PackagingMetrics(parts.registry),
        new ChannelNodes(vertx, parts.nodes),
        new RecordingAccess(parts.envelope),
        parts.envelope,
        workerId);
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

  /** Of a job that waits, by its number, or of one that was cancelled. */
  private void told(String notice) {
    if (notice.startsWith(JobQueue.CANCELLED)) {
      long job = Long.parseLong(notice.substring(JobQueue.CANCELLED.length()));
      slots.forEach(slot -> slot.cancelled(job));
    } else {
      slots.forEach(PackagingSlot::wake);
    }
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
        .eventually(parts.nodes()::close)
        .eventually(() -> WorkerThreads.run(parts.vertx(), () -> parts.folders().close()));
  }
}
