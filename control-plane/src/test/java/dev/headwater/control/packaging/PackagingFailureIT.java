package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.control.job.JobQueue;
import dev.headwater.control.job.Lease;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.publication.Publication;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around an encoder, done to real ones. */
class PackagingFailureIT {
  @TempDir static Path shared;
  private static Path clip;

  @TempDir Path folder;
  private TestWorker worker;

  @BeforeAll
  static void makeClip() throws Exception {
    clip = TestClip.of(shared.resolve("clip.mp4"), "160x90", "25", "4");
  }

  @BeforeEach
  void open() {
    worker = new TestWorker(folder);
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void aKilledEncoderIsTriedAgain() throws Exception {
    PackagingWorker packaging = worker.start(worker.settings(slowAtFirst()));
    String title = worker.submit(clip);
    encoder().destroyForcibly();
    assertThat(worker.settled(title).getString("status")).isEqualTo("ready");
    assertThat(job(title).getInteger("attempt")).isEqualTo(2);
    assertThat(count("retried")).isEqualTo(1);
    TestWorker.await(() -> count("done") == 1);
    packaging.close().await();
  }

  @Test
  void anEncoderWithoutProgressIsKilledAndTriedAgain() throws Exception {
    PackagingSettings settings = worker.settings(slowAtFirst());
    PackagingWorker packaging = worker.start(withSilence(settings, Duration.ofSeconds(1)));
    String title = worker.submit(clip);
    ProcessHandle encoder = encoder();
    new ProcessBuilder("kill", "-STOP", Long.toString(encoder.pid())).start().waitFor();
    assertThat(worker.settled(title).getString("status")).isEqualTo("ready");
    assertThat(encoder.isAlive()).isFalse();
    assertThat(job(title).getInteger("attempt")).isEqualTo(2);
    packaging.close().await();
  }

  @Test
  void anEncoderThatDiesEachTimeFailsTheTitleWithTheReason() throws Exception {
    Path dying = script("case \"$*\" in *filter_complex*) kill -9 $$;; esac\nexec FFMPEG \"$@\"");
    PackagingWorker packaging = worker.start(worker.settings(dying.toString()));
    String title = worker.submit(clip);
    Row failed = worker.settled(title);
    assertThat(failed.getString("status")).isEqualTo("failed");
    assertThat(failed.getString("error"))
        .isEqualTo("packaging failed 3 times, at last: ffmpeg was killed (signal 9)");
    assertThat(job(title).getString("state")).isEqualTo("dead");
    packaging.close().await();
  }

  @Test
  void aDeadWorkersJobIsTakenOverAndItsObjectsAreRemoved() throws Exception {
    String title = worker.submit(clip);
    JobQueue queue = new JobQueue(worker.catalog().pool(), worker.settings().jobs());
    Lease lease = queue.take("dead worker").await().orElseThrow();
    String abandoned = Publication.path(title, lease.epoch());
    worker.store().write(abandoned + "/90p/0.m4s", Buffer.buffer("half")).await();
    worker.catalog().query("update jobs set lease_until = now() - interval '1 ms'");

    PackagingWorker packaging = worker.start();
    Row ready = worker.settled(title);
    assertThat(ready.getString("status")).isEqualTo("ready");
    assertThat(ready.getString("epoch")).isNotEqualTo(lease.epoch());
    assertThat(worker.store().list(abandoned).await()).isEmpty();
    assertThat(queue.finish(lease, _ -> Future.succeededFuture()).await()).isFalse();
    packaging.close().await();
  }

  @Test
  void aJobWhoseWorkersHaveAllDiedLeavesNoObjects() throws Exception {
    String title = worker.submit(clip);
    JobQueue queue = new JobQueue(worker.catalog().pool(), worker.settings().jobs());
    Lease lease = queue.take("dead worker").await().orElseThrow();
    String abandoned = Publication.path(title, lease.epoch());
    worker.store().write(abandoned + "/90p/0.m4s", Buffer.buffer("half")).await();
    worker.catalog().query("update jobs set attempt = 3, lease_until = now() - interval '1 ms'");

    PackagingWorker packaging = worker.start();
    assertThat(worker.settled(title).getString("error")).contains("the worker died");
    packaging.close().await();
    assertThat(worker.store().list(abandoned).await()).isEmpty();
  }

  @Test
  void aWorkerThatLosesItsLeaseStopsAndLeavesTheJobToTheOther() throws Exception {
    PackagingSettings settings = worker.settings(slowAtFirst());
    PackagingWorker packaging = worker.start(settings);
    String title = worker.submit(clip);
    ProcessHandle encoder = encoder();
    worker.catalog().query("update jobs set lease_until = now() - interval '1 ms'");
    JobQueue queue = new JobQueue(worker.catalog().pool(), settings.jobs());
    Lease other = queue.take("other worker").await().orElseThrow();
    TestWorker.await(() -> !encoder.isAlive());
    TestWorker.await(() -> count("lost") == 1);
    assertThat(job(title).getLong("lease_token")).isEqualTo(other.token());
    assertThat(job(title).getString("state")).isEqualTo("running");
    packaging.close().await();
  }

  @Test
  void aWorkerThatClosesKillsItsEncoderAndGivesTheJobBack() throws Exception {
    PackagingWorker packaging = worker.start(worker.settings(slowAtFirst()));
    String title = worker.submit(clip);
    ProcessHandle encoder = encoder();
    packaging.close().await();
    assertThat(encoder.isAlive()).isFalse();
    assertThat(job(title).getString("state")).isEqualTo("queued");
    assertThat(job(title).getInteger("attempt")).isZero();
    try (Stream<Path> left = Files.list(folder.resolve("work"))) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void aTitleThatIsDeletedMeanwhileIsNotPublished() throws Exception {
    PackagingWorker packaging = worker.start(worker.settings(slowAtFirst()));
    String title = worker.submit(clip);
    ProcessHandle encoder = encoder();
    worker.catalog().query("update titles set status = 'retired' where id = $1", title);
    TestWorker.await(() -> !encoder.isAlive());
    TestWorker.await(() -> "dead".equals(job(title).getString("state")));
    assertThat(worker.status(title)).isEqualTo("retired");
    packaging.close().await();
    assertThat(worker.store().list("vod/" + title).await()).isEmpty();
  }

  @Test
  void aTitleMadePrivateMeanwhileIsPublishedPrivate() throws Exception {
    PackagingWorker packaging = worker.start(worker.settings(slowAtFirst()));
    String title = worker.submit(clip);
    encoder();
    worker.catalog().query("update titles set visibility = 'private' where id = $1", title);
    Row ready = worker.settled(title);
    JsonObject publication =
        new JsonObject(Files.readString(worker.publication(ready).resolve(Publication.FILE)));
    assertThat(publication.getString("visibility")).isEqualTo("private");
    packaging.close().await();
  }

  @Test
  void progressIsShownWhileTheEncoderRuns() throws Exception {
    PackagingWorker packaging = worker.start(worker.settings(slowAtFirst()));
    String title = worker.submit(clip);
    TestWorker.await(() -> {
      Row row = worker.catalog().title(title);
      return "processing".equals(row.getString("status")) && row.getDouble("progress") > 0.2;
    });
    packaging.close().await();
  }

  @Test
  void aPackageThatIsWrongIsNeverPublished() throws Exception {
    Path mistaken =
        script(
            """
            FFMPEG "$@" || exit
            case "$*" in *filter_complex*) cp 90p/2.m4s 90p/1.m4s;; esac
            """);
    PackagingWorker packaging = worker.start(worker.settings(mistaken.toString()));
    String title = worker.submit(TestClip.of(folder.resolve("long.mp4"), "160x90", "10", "12"));
    assertThat(worker.settled(title).getString("error"))
        .isEqualTo(
            "packaging failed 3 times, at last: what was made of the file is wrong, and isn't"
                + " published: segment 1 of 90p begins 4.000 s after the end of the one before it");
    packaging.close().await();
    assertThat(worker.store().list("vod/" + title).await()).isEmpty();
  }

  @Test
  void aSourceThatIsGoneFailsTheTitle() throws Exception {
    String title = worker.submit(clip);
    worker.store().delete("sources/" + title + "/u1").await();
    PackagingWorker packaging = worker.start();
    assertThat(worker.settled(title).getString("error"))
        .isEqualTo("the uploaded file is no longer there");
    packaging.close().await();
  }

  @Test
  void aStoreThatIsAwayForMoreThanAllAttemptsCostsNone() throws Exception {
    String title = worker.submit(clip);
    Path sources = worker.store().localPath("sources");
    Path away = folder.resolve("unmounted");
    Files.move(sources, away);
    PackagingWorker packaging = worker.start();
    TestWorker.await(() -> count("given-back") > 4);
    assertThat(job(title).getInteger("attempt")).isLessThan(2);
    Files.move(away, sources);
    assertThat(worker.settled(title).getString("status")).isEqualTo("ready");
    assertThat(job(title).getInteger("attempt")).isEqualTo(1);
    packaging.close().await();
  }

  @Test
  void aWorkerWithoutItsProgramsDoesNotStart() {
    PackagingSettings settings = worker.settings("/nowhere/ffmpeg");
    assertThatThrownBy(() -> worker.start(settings))
        .hasMessageContaining("ffmpeg: '/nowhere/ffmpeg' does not run");
  }

  @Test
  void whatADeadWorkerLeftIsRemovedAndItsEncoderEnded() throws Exception {
    Path left = Files.createDirectories(folder.resolve("work/dead-worker/job-1"));
    Process orphan = new ProcessBuilder("sleep", "600").start();
    new WorkFolder(left).processNote().write(orphan);
    WorkFolders folders = WorkFolders.open(folder.resolve("work"), "new-worker");
    assertThat(orphan.waitFor()).isNotZero();
    assertThat(left).doesNotExist();
    WorkFolders second = WorkFolders.open(folder.resolve("work"), "second-worker");
    assertThat(folder.resolve("work/new-worker")).exists();
    second.close();
    folders.close();
  }

  @Test
  void whoTakesAJobOverHasAFolderOfItsOwn() throws Exception {
    WorkFolders folders = WorkFolders.open(folder.resolve("work"), "w1");
    worker.submit(clip);
    JobQueue queue = new JobQueue(worker.catalog().pool(), worker.settings().jobs());
    Lease first = queue.take("w1").await().orElseThrow();
    worker.catalog().query("update jobs set lease_until = now() - interval '1 ms'");
    Lease second = queue.take("w1").await().orElseThrow();
    try (WorkFolder taken = folders.create(second)) {
      folders.create(first).close();
      assertThat(taken.path()).isDirectory();
      assertThatThrownBy(() -> folders.create(second))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    folders.close();
  }

  /** An ffmpeg that encodes as slowly as the clip plays, the first time. */
  private String slowAtFirst() throws IOException {
    return script(
            """
            case "$*" in
            *filter_complex*) if mkdir "$0.first" 2>/dev/null; then exec FFMPEG -re "$@"; fi;;
            esac
            exec FFMPEG "$@"
            """)
        .toString();
  }

  private Path script(String body) throws IOException {
    String ffmpeg = SharedEngines.ffmpeg().ffmpeg().toString();
    Path script = folder.resolve("encoder");
    Files.writeString(script, "#!/bin/sh\n" + body.replace("FFMPEG", ffmpeg));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  /** The ffmpeg that encodes, once it does. */
  private ProcessHandle encoder() {
    TestWorker.await(() -> findEncoder().isPresent());
    return findEncoder().orElseThrow();
  }

  private Optional<ProcessHandle> findEncoder() {
    return ProcessHandle.current()
        .descendants()
        .filter(process ->
            process.info().commandLine().orElse("").contains("-re -nostdin")
                && process.info().commandLine().orElse("").contains(folder.toString()))
        .findFirst();
  }

  private Row job(String title) {
    return worker
        .catalog()
        .query("select * from jobs where title_id = $1", title)
        .iterator()
        .next();
  }

  private double count(String outcome) {
    return worker.registry().find("packaging.jobs").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static PackagingSettings withSilence(PackagingSettings settings, Duration silence) {
    return new PackagingSettings(
        settings.workDir(),
        settings.ffmpeg(),
        settings.ffprobe(),
        settings.libraryPath(),
        settings.concurrency(),
        settings.threads(),
        silence,
        settings.maxDuration(),
        settings.maxSide(),
        Encryption.NONE,
        settings.loudness(),
        settings.jobs());
  }
}
