package dev.headwater.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.database.Notices;
import dev.headwater.control.testing.TestCatalog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queue on real PostgreSQL. */
class JobQueueIT {
  private static final JobSettings SETTINGS =
      new JobSettings(
          Duration.ofSeconds(30),
          3,
          Duration.ofSeconds(5),
          Duration.ofHours(12),
          Duration.ofSeconds(1));

  private static Vertx vertx;
  private static TestCatalog catalog;
  private static JobQueue queue;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    catalog = TestCatalog.open(vertx);
    queue = new JobQueue(catalog.pool(), SETTINGS);
  }

  @AfterAll
  static void close() {
    catalog.close();
    vertx.close().await();
  }

  @AfterEach
  void clear() {
    catalog.query("delete from jobs");
  }

  @Test
  void aSubmittedJobIsTakenOnce() {
    String title = submit();
    Lease lease = queue.take("w1").await().orElseThrow();
    assertThat(lease.titleId()).isEqualTo(title);
    assertThat(lease.task()).isEqualTo(new Task.Source("sources/" + title));
    assertThat(lease.attempt()).isEqualTo(1);
    assertThat(lease.epoch()).matches("[0-9a-f]{16}");
    assertThat(lease.abandonedEpoch()).isEmpty();
    assertThat(queue.take("w2").await()).isEmpty();
  }

  @Test
  void aRecordingWaitsForItsEndAndForAWorkerThatRecords() {
    Instant to = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Task.Recording task = new Task.Recording("c1", to.minusSeconds(60), to, Optional.empty());
    String title = submit(task);
    assertThat(queue.take("w1").await()).as("its end is not there yet").isEmpty();
    catalog.query("update jobs set run_after = now()");
    JobQueue packaging = new JobQueue(catalog.pool(), SETTINGS, false);
    assertThat(packaging.take("w1").await()).isEmpty();
    Lease lease = queue.take("w2").await().orElseThrow();
    assertThat(lease.titleId()).isEqualTo(title);
    assertThat(lease.task()).isEqualTo(task);

    assertThat(queue.postpone(lease, Duration.ofMinutes(1)).await()).isTrue();
    assertThat(queue.take("w2").await()).as("postponed").isEmpty();
    catalog.query("update jobs set run_after = now()");
    assertThat(queue.take("w2").await().orElseThrow().attempt()).isEqualTo(1);
  }

  private static String submit(Task.Recording task) {
    String title = catalog.newTitle();
    catalog.query(
        "insert into channels (id, owner_id, name, visibility, latency, dvr_seconds, key_hash, sealed_key)"
            + " values ($1, 'p1', $1, 'public', 'low', 60, 'x', 'x') on conflict do nothing",
        task.channelId());
    catalog
        .pool()
        .withTransaction(transaction -> JobQueue.submit(transaction, title, task))
        .await();
    return title;
  }

  @Test
  void aRolledBackSubmissionLeavesNothing() {
    String title = catalog.newTitle();
    Future<?> rolledBack =
        catalog
            .pool()
            .withTransaction(transaction ->
                JobQueue.submit(transaction, title, "s")
                    .compose(_ -> Future.failedFuture("changed my mind")));
    assertThatThrownBy(rolledBack::await).hasMessageContaining("changed my mind");
    assertThat(queue.take("w1").await()).isEmpty();
    assertThat(queue.waiting().await()).isZero();
  }

  @Test
  void aTitleHasOneOpenJob() {
    String title = submit();
    assertThatThrownBy(() -> submit(title)).hasMessageContaining("jobs_open_by_title");
  }

  @Test
  void aTitleWhoseJobIsDoneMayHaveAnother() {
    String title = submit();
    assertThat(queue.finish(take(), JobQueueIT::nothing).await()).isTrue();
    submit(title);
    assertThat(take().titleId()).isEqualTo(title);
  }

  @Test
  void noJobIsTakenByTwoWorkersAtOnce() {
    IntStream.range(0, 40).forEach(_ -> submit());
    List<Future<Optional<Lease>>> taken = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      taken.add(queue.take("w" + n % 6));
    }
    Future.join(taken).await();
    List<Lease> leases = taken.stream().flatMap(future -> future.result().stream()).toList();
    assertThat(leases).extracting(Lease::jobId).doesNotHaveDuplicates();
    // A taker skips what another is just taking, so the last ones may need another look.
    assertThat(leases.size() + drained()).isEqualTo(40);
  }

  @Test
  void anEndedLeaseIsTakenOverAndTheFirstWorkerChangesNothingAnyMore() {
    submit();
    Lease first = take();
    expire(first);
    Lease second = queue.take("w2").await().orElseThrow();
    assertThat(second.jobId()).isEqualTo(first.jobId());
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.abandonedEpoch()).contains(first.epoch());
    assertThat(second.epoch()).isNotEqualTo(first.epoch());

    assertThat(queue.renew(first).await()).isFalse();
    assertThat(queue.finish(first, JobQueueIT::forbidden).await()).isFalse();
    assertThat(queue.bury(first, "late", JobQueueIT::forbidden).await()).isFalse();
    assertThat(queue.whileHeld(first, JobQueueIT::forbidden).await()).isFalse();
    assertThat(queue.retry(first, "late").await()).isFalse();
    assertThat(queue.giveBack(first).await()).isFalse();
    assertThat(queue.isAbandoned(first).await()).isTrue();
    assertThat(state(second)).isEqualTo("running");
    assertThat(queue.finish(second, JobQueueIT::nothing).await()).isTrue();
    assertThat(state(second)).isEqualTo("done");
  }

  @Test
  void aRenewedLeaseIsNotTakenOver() {
    submit();
    Lease lease = take();
    expire(lease);
    assertThat(queue.renew(lease).await()).isTrue();
    assertThat(queue.take("w2").await()).isEmpty();
  }

  @Test
  void workUnderALeaseMakesItLast() {
    submit();
    Lease lease = take();
    expire(lease);
    assertThat(queue.whileHeld(lease, JobQueueIT::nothing).await()).isTrue();
    assertThat(queue.take("w2").await()).isEmpty();
  }

  @Test
  void finishedWorkAndTheJobsStateAreOneTransaction() {
    String title = submit();
    Lease lease = take();
    Future<Boolean> finished =
        queue.finish(
            lease,
            transaction ->
                transaction
                    .preparedQuery("update titles set status = 'ready' where id = $1")
                    .execute(Tuple.of(title))
                    .compose(_ -> Future.failedFuture("the store is down")));
    assertThatThrownBy(finished::await).hasMessageContaining("the store is down");
    assertThat(state(lease)).isEqualTo("running");
    assertThat(catalog.title(title).getString("status")).isEqualTo("draft");
  }

  @Test
  void aFailedAttemptWaitsLongerEachTime() {
    submit();
    Lease first = take();
    assertThat(queue.retry(first, "the disk is full").await()).isTrue();
    assertThat(queue.take("w1").await()).isEmpty();
    assertThat(row(first).getString("error")).isEqualTo("the disk is full");
    assertThat(waitSeconds(first)).isBetween(4.0, 5.0);
    catalog.query("update jobs set run_after = now()");
    Lease second = take();
    queue.retry(second, "again").await();
    assertThat(waitSeconds(second)).isBetween(9.0, 10.0);
  }

  @Test
  void aBuriedJobIsNotTaken() {
    submit();
    Lease lease = take();
    assertThat(queue.bury(lease, "not a video", JobQueueIT::nothing).await()).isTrue();
    assertThat(state(lease)).isEqualTo("dead");
    assertThat(row(lease).getString("error")).isEqualTo("not a video");
    assertThat(queue.take("w1").await()).isEmpty();
  }

  @Test
  void aJobGivenBackIsTakenAtOnceAndNotCounted() {
    submit();
    Lease lease = take();
    assertThat(queue.giveBack(lease).await()).isTrue();
    assertThat(queue.waiting().await()).isEqualTo(1);
    assertThat(take().attempt()).isEqualTo(1);
  }

  @Test
  void aJobInAnOutageWaitsLongerEachTimeAndIsNotCounted() {
    submit();
    Lease first = take();
    assertThat(queue.putOff(first, "the store is away").await()).isTrue();
    assertThat(row(first).getString("error")).isEqualTo("the store is away");
    assertThat(waitSeconds(first)).isBetween(4.0, 5.0);
    catalog.query("update jobs set run_after = now(), outage_since = now() - interval '1 min'");
    Lease second = take();
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.outage()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
    queue.putOff(second, "the store is away").await();
    assertThat(waitSeconds(second)).isBetween(58.0, 70.0);
  }

  @Test
  void listenersAreToldOfANewJob() throws Exception {
    NoticeCount notices = new NoticeCount();
    try (notices) {
      notices.awaitOne();
    }
  }

  @Test
  void aListenerWhoseConnectionBreaksListensAgain() throws Exception {
    NoticeCount notices = new NoticeCount();
    try (notices) {
      notices.awaitOne();
      assertThat(
              catalog
                  .query(
                      """
                      select pg_terminate_backend(pid, 5000) from pg_stat_activity
                      where query = 'listen headwater_jobs' and datname = current_database()
                      """)
                  .size())
          .isEqualTo(1);
      notices.awaitOne();
    }
  }

  /** Submits jobs until one is told of: listening begins in the background. */
  private static final class NoticeCount implements AutoCloseable {
    private static final int TRIES = 500;

    private final Semaphore told = new Semaphore(0);
    private final Notices notices =
        Notices.listen(
            vertx, catalog.pool(), JobQueue.CHANNEL, Duration.ofMillis(10), _ -> told.release());

    void awaitOne() throws InterruptedException {
      told.drainPermits();
      for (int n = 0; n < TRIES; n++) {
        submit();
        if (told.tryAcquire(20, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      throw new AssertionError("not told of any job");
    }

    @Override
    public void close() {
      notices.close().await();
    }
  }

  private static String submit() {
    String title = catalog.newTitle();
    submit(title);
    return title;
  }

  private static void submit(String title) {
    catalog
        .pool()
        .withTransaction(transaction -> JobQueue.submit(transaction, title, "sources/" + title))
        .await();
  }

  private static Lease take() {
    return queue.take("w1").await().orElseThrow();
  }

  private static int drained() {
    int count = 0;
    while (queue.take("w1").await().isPresent()) {
      count++;
    }
    return count;
  }

  private static void expire(Lease lease) {
    catalog.query(
        "update jobs set lease_until = now() - interval '1 ms' where id = $1", lease.jobId());
  }

  private static Row row(Lease lease) {
    return catalog.query("select * from jobs where id = $1", lease.jobId()).iterator().next();
  }

  private static String state(Lease lease) {
    return row(lease).getString("state");
  }

  private static double waitSeconds(Lease lease) {
    return catalog
        .query(
            "select extract(epoch from run_after - now())::float8 from jobs where id = $1",
            lease.jobId())
        .iterator()
        .next()
        .getDouble(0);
  }

  private static Future<Void> nothing(SqlConnection transaction) {
    return Future.succeededFuture();
  }

  private static Future<Void> forbidden(SqlConnection transaction) {
    return Future.failedFuture(new AssertionError("a lost lease must not do its work"));
  }
}
