package dev.headwater.control.packaging;

import dev.headwater.control.job.JobQueue;
import dev.headwater.control.recording.ChannelNodes;
import dev.headwater.control.recording.RecordingAccess;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * What all jobs of a worker share. Immutable.
 *
 * @param nodes that channels are read from
 * @param access to private channels
 * @param envelope what content keys are sealed in
 * @param workerId names the worker in the queue, unlike any other, and says to people where it runs
 */
record WorkerParts(
    Vertx vertx,
    PackagingSettings settings,
    Pool pool,
    ObjectStore store,
    JobQueue queue,
    WorkFolders folders,
    PackagingMetrics metrics,
    ChannelNodes nodes,
    RecordingAccess access,
    Envelope envelope,
    String workerId) {}
