package dev.headwater.control.packaging;

import dev.headwater.control.job.Lease;
import dev.headwater.control.title.PackagedTitle;
import dev.headwater.control.title.TitleProgress;
import dev.headwater.platform.publication.Publication;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * Makes a title ready as what a job has published, whatever became of the title meanwhile. Blocks
 * the virtual thread that asks.
 */
final class Release {
  private final WorkerParts parts;
  private final Lease lease;
  private final Publisher publisher;

  Release(WorkerParts parts, Lease lease, Publisher publisher) {
    this.parts = parts;
    this.lease = lease;
    this.publisher = publisher;
  }

  /** Removes what the attempt before left behind. */
  void clear() {
    lease.abandonedEpoch().ifPresent(epoch -> publisher.remove(path(epoch)).await());
  }

  /**
   * What this attempt publishes, as its title is now, without keys; fails with PackagingException
   * where nobody wants it any more.
   */
  Publication publication() {
    TitleProgress.Ownership title =
        TitleProgress.ownership(parts.pool(), lease.titleId())
            .await()
            .orElseThrow(PackagingException::unwanted);
    return Publication.of(
            lease.titleId(), lease.epoch(), title.visibility(), Publication.State.PUBLISHED)
        .by(title.ownerId());
  }

  /** Where this attempt publishes. */
  String path() {
    return path(lease.epoch());
  }

  private String path(String epoch) {
    return Publication.path(lease.titleId(), epoch);
  }

  /** Fails with PackagingException where the job is another worker's, cancelled, or nobody's. */
  void release(PackagedTitle packaged, Publication written) {
    boolean held =
        parts.queue().finish(lease, transaction -> ready(transaction, packaged, written)).await();
    if (!held) {
      throw parts.queue().isCancelled(lease).await()
          ? PackagingException.cancelled()
          : PackagingException.leaseLost();
    }
  }

  /** The visibility may have changed since it was written; from here on it can't. */
  private Future<Void> ready(
      SqlConnection transaction, PackagedTitle packaged, Publication written) {
    return TitleProgress.lockedOwnership(transaction, lease.titleId())
        .compose(current -> {
          if (current.isEmpty()) {
            return Future.failedFuture(PackagingException.unwanted());
          }
          Publication.Visibility visibility = current.get().visibility();
          return visibility == written.visibility()
              ? Future.succeededFuture()
              : publisher.write(written.with(visibility));
        })
        .compose(_ -> TitleProgress.ready(transaction, lease.titleId(), packaged))
        .mapEmpty();
  }
}
