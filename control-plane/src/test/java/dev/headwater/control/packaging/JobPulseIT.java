package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.job.JobQueue;
import dev.headwater.control.job.JobSettings;
import dev.headwater.control.job.Lease;
import dev.headwater.control.testing.TestCatalog;
import dev.headwater.control.testing.VirtualThread;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job's lease outlasts, on real PostgreSQL. */
class JobPulseIT {
  private static final Duration LEASE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Vertx vertx;
  private TestCatalog catalog;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    catalog = TestCatalog.open(vertx);
  }

  @AfterEach
  void close() {
    catalog.close();
    vertx.close().await();
  }

  @Test
  void aStepThatBlocksLongerThanTheLeaseKeepsItsJob() {
    JobSettings settings = settings();
    JobQueue queue = new JobQueue(catalog.pool(), settings);
    String title = catalog.newTitle();
    catalog.pool().withTransaction(one -> JobQueue.submit(one, title, "sources/s")).await();
    Lease lease = queue.take("w1").await().orElseThrow();
    Programs programs = new Programs(Map.of(), LEASE, new WorkFolder(folder));
    Optional<Lease> taken =
        VirtualThread.of(vertx)
            .call(() -> {
              try (JobPulse _ = JobPulse.start(vertx, queue, settings.renewal(), lease, programs)) {
                Thread.sleep(LEASE.multipliedBy(2)); // as reading and writing files blocks
                return queue.take("w2").await();
              }
            });
    assertThat(taken).isEmpty();
    programs.check();
  }

  private static JobSettings settings() {
    return new JobSettings(
        LEASE, 3, Duration.ofSeconds(5), Duration.ofHours(12), Duration.ofSeconds(1));
  }
}
