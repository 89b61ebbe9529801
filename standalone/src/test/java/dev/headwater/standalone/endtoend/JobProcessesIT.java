package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs whose control plane and worker are processes of their own. */
class JobProcessesIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** For a person who waits for it, and a machine under load. */
  private static final Duration AT_ONCE = Duration.ofSeconds(6);

  private static final int CLIP_SECONDS = 120;

  @RegisterExtension final ServiceProcesses services = new ServiceProcesses();
  private final ServiceProcess control = services.control("control");
  private final ServiceProcess worker = services.encryptingWorker("worker");

  @Test
  void theEncoderOfACancelledJobIsKilledAtOnceAndItsWorkerGoesOn() throws Exception {
    ServiceProcesses.start(control, worker);
    long workerPid = worker.pid();
    ControlPlane client = new ControlPlane(control.url());
    Await.that("the administrator is let in", LIMIT, client::accepts);
    String title = upload(client, CLIP_SECONDS);
    Await.that("an encoder", LIMIT, () -> encoders().size() == 1);
    JsonObject job = client.job(title);
    assertThat(job.getString("state")).isEqualTo("running");
    assertThat(job.getString("worker")).contains("-" + workerPid + "-");

    long begun = System.nanoTime();
    assertThat(client.cancelJob(job.getString("id")).getString("state")).isEqualTo("cancelled");
    Await.that("no encoder", LIMIT, () -> encoders().isEmpty());
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    assertThat(client.title(title).getString("error")).isEqualTo("packaging was cancelled");
    Await.that(
        "the worker counts it",
        LIMIT,
        () -> worker.metric("packaging_jobs_total{outcome=\"cancelled\"") == 1);

    String next = upload(client, 2);
    assertThat(client.awaitEnd(next, LIMIT).getString("status")).isEqualTo("ready");
    Path left = services.engines().bucket().resolve("vod").resolve(title);
    assertThat(left).doesNotExist();
  }

  private List<ProcessHandle> encoders() {
    return DataProcesses.naming(worker.folder(), "filter_complex");
  }

  /** Returns the id of the title. */
  private static String upload(ControlPlane client, int seconds) throws Exception {
    String title = client.createTitle("Of " + seconds + " s");
    Path clip = Ffmpeg.clip("jobs-" + seconds, seconds);
    assertThat(client.upload(title, BodyPublishers.ofFile(clip)).get()).isEqualTo(202);
    return title;
  }
}
