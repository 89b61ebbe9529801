package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.control.audit.AuditLog;
import dev.headwater.control.job.desk.JobDesk;
import dev.headwater.control.testing.VirtualThread;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cancelled job leaves of the ffmpeg that works on it, and of its title. */
class JobCancelIT {
  /** A second or two, and a machine under load; the encoder would go on for a minute. */
  private static final Duration AT_ONCE = Duration.ofSeconds(6);

  private static final Caller.Person OWNER = new Caller.Person("p1", Role.PUBLISHER);

  @TempDir static Path shared;
  private static Path clip;

  @TempDir Path folder;
  private TestWorker worker;
  private VirtualThread thread;
  private JobDesk desk;

  @BeforeAll
  static void makeClip() throws Exception {
    clip = TestClip.of(shared.resolve("clip.mp4"), "160x90", "25", "60");
  }

  @BeforeEach
  void open() {
    worker = new TestWorker(folder);
    thread = VirtualThread.of(worker.vertx());
    desk = new JobDesk(worker.catalog().database(), new AuditLog(worker.catalog().database()));
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void theEncoderAndWhatStartedItAreKilledAtOnceAndTheTitleSaysWhy() throws Exception {
    PackagingWorker packaging = worker.start(worker.settings(slow()));
    String title = worker.submit(clip);
    List<ProcessHandle> programs = programs();
    Path work = workFolder(title);
    assertThat(work).isDirectory();
    Instant before = Instant.now();
    cancel(title);
    TestWorker.await(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
    Row cancelled = worker.catalog().title(title);
    assertThat(cancelled.getString("status")).isEqualTo("failed");
    assertThat(cancelled.getString("error")).isEqualTo("packaging was cancelled");
    TestWorker.await(() -> count("cancelled") == 1);
    TestWorker.await(() -> !Files.exists(work));
    assertThat(job(title).getString("state")).isEqualTo("cancelled");
    assertThat(job(title).getString("lease_owner")).isNull();
    packaging.close().await();
    assertThat(worker.store().list("vod/" + title).await()).isEmpty();
  }

  @Test
  void aCancelledJobThatIsRetriedMakesItsTitleReady() throws Exception {
    PackagingWorker slow = worker.start(worker.settings(slow()));
    String title = worker.submit(TestClip.of(shared.resolve("short.mp4"), "160x90", "25", "10"));
    programs();
    cancel(title);
    TestWorker.await(() -> count("cancelled") == 1);
    slow.close().await();
    PackagingWorker packaging = worker.start();
    thread.call(() -> desk.retry(OWNER, id(title)));
    TestWorker.await(() -> worker.status(title).equals("ready"));
    assertThat(job(title).getInteger("attempt")).isEqualTo(1);
    packaging.close().await();
  }

  @Test
  void aTitleThatCouldBePlayedPlaysOn() throws Exception {
    PackagingWorker packaging = worker.start(worker.settings(slow()));
    String title = worker.submit(clip);
    worker
        .catalog()
        .query("update titles set epoch = 'e1', error = 'as before' where id = $1", title);
    programs();
    cancel(title);
    Row row = worker.catalog().title(title);
    assertThat(row.getString("status")).isEqualTo("ready");
    assertThat(row.getString("epoch")).isEqualTo("e1");
    assertThat(row.getString("error")).isNull();
    packaging.close().await();
  }

  /** Its ffmpeg is stopped, so that it shows no progress either, which would be noticed. */
  @Test
  void aNoticeThatIsLostCostsASecond() throws Exception {
    PackagingWorker packaging = worker.start(worker.settings(slow()));
    String title = worker.submit(clip);
    List<ProcessHandle> programs = programs();
    for (ProcessHandle program : programs) {
      new ProcessBuilder("kill", "-STOP", Long.toString(program.pid())).start().waitFor();
    }
    Instant before = Instant.now();
    worker
        .catalog()
        .query(
            "update jobs set state = 'cancelled', lease_owner = null, lease_until = null"
                + " where title_id = $1",
            title);
    TestWorker.await(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
    packaging.close().await();
  }

  private void cancel(String title) {
    thread.call(() -> desk.cancel(OWNER, id(title)));
  }

  private String id(String title) {
    return Long.toString(job(title).getLong("id"));
  }

  private Row job(String title) {
    return worker
        .catalog()
        .query("select * from jobs where title_id = $1", title)
        .iterator()
        .next();
  }

  /** A script whose child, not itself, encodes as slowly as the clip plays. */
  private String slow() throws IOException {
    String ffmpeg = SharedEngines.ffmpeg().ffmpeg().toString();
    Path script = folder.resolve("encoder");
    Files.writeString(
        script,
        """
        #!/bin/sh
        case "$*" in
        *filter_complex*) FFMPEG -re "$@"; exit $?;;
        esac
        exec FFMPEG "$@"
        """
            .replace("FFMPEG", ffmpeg));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }

  /** The script that encodes and its child, once both run. */
  private List<ProcessHandle> programs() {
    TestWorker.await(() -> running().count() == 2);
    return running().toList();
  }

  private Stream<ProcessHandle> running() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> {
          String command = process.info().commandLine().orElse("");
          return command.contains("filter_complex") && command.contains(folder.toString());
        });
  }

  private Path workFolder(String title) {
    String owner = job(title).getString("lease_owner");
    return folder
        .resolve("work")
        .resolve(owner)
        .resolve("job-" + id(title) + "-" + job(title).getLong("lease_token"));
  }

  private double count(String outcome) {
    return worker.registry().find("packaging.jobs").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
