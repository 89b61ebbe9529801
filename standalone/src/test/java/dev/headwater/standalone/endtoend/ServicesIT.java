package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.snapshot.Opening.Opened;
import dev.headwater.platform.snapshot.SnapshotFile;
import dev.headwater.platform.snapshot.SnapshotOpener;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two of each service, each a process of its own, on engines that run elsewhere: what one control
 * plane takes in, any worker packages, and any data plane node serves; one of each may die.
 */
class ServicesIT {
  private static final int CLIP_SECONDS = 4;

  /** Long enough for its packaging to be under way when its worker is killed. */
  private static final int LONGER_CLIP_SECONDS = 12;

  /** Bounds a packaging on a machine under load, the end of a dead worker's lease included. */
  private static final Duration PACKAGING_LIMIT = Duration.ofMinutes(1);

  /** A busy machine hashes a password for a while, and says so. */
  private static final Duration LOG_IN_LIMIT = Duration.ofSeconds(20);

  /** The marks of what a worker counts, in the metrics of a service. */
  private static final Pattern DONE =
      Pattern.compile("(?m)^packaging_jobs_total\\{outcome=\"done\".*} (\\S+)$");

  private static final Pattern SEQUENCE =
      Pattern.compile("(?m)^headwater_feed_sequence\\{.*} (\\S+)$");

  @RegisterExtension final ServiceProcesses services = new ServiceProcesses();
  private final ServiceProcess edge1 = services.edge("edge-1");
  private final ServiceProcess edge2 = services.edge("edge-2");
  private final ServiceProcess control1 = services.control("control-1");
  private final ServiceProcess control2 = services.control("control-2");
  private final ServiceProcess worker1 = services.encryptingWorker("worker-1");
  private final ServiceProcess worker2 = services.encryptingWorker("worker-2");

  @Test
  void twoOfEachServiceAreOneSystemThatOutlivesTheLossOfOneOfEach() throws Exception {
    assertThatTheSettingsAreGood(edge1, control1, worker1);
    ServiceProcesses.start(edge1, edge2, control1, control2);
    ControlPlane first = client(control1);
    String title = upload(first, first.createTitle("Before"), CLIP_SECONDS);
    assertThat(first.title(title).getString("status"))
        .as("without a worker, nobody packages")
        .isEqualTo("uploaded");
    ServiceProcesses.start(worker1, worker2);
    ControlPlane second = client(control2);
    assertThatItGetsReady(second, title);
    awaitDone(worker1, worker2);
    assertThat(control1.metrics()).doesNotContain("packaging_jobs_total");
    assertThat(services.engines().bucket().resolve("vod").resolve(title)).isDirectory();
    assertThatItPlays(second, title, edge1, edge2);

    String other = upload(second, second.createTitle("Meanwhile"), LONGER_CLIP_SECONDS);
    ServiceProcess busy = busyWorker();
    List.of(busy, control1, edge1).forEach(ServiceProcess::kill);
    assertThatItGetsReady(second, other);
    awaitDone(busy == worker1 ? worker2 : worker1);
    assertThatItPlays(second, other, edge2);
  }

  /** It has nothing on its disk, and nothing that it could ask. */
  @Test
  void aNewNodeServesPrivateTitlesWhileNoControlPlaneRuns() throws Exception {
    ServiceProcesses.start(edge1, control1, worker1);
    ControlPlane control = client(control1);
    String open = upload(control, control.createTitle("Open"), CLIP_SECONDS);
    String mine = upload(control, control.createTitle("Mine", "private"), CLIP_SECONDS);
    assertThatItGetsReady(control, open);
    assertThatItGetsReady(control, mine);
    String openPath = control.playback(open).hls().getPath();
    String minePath = control.playback(mine).hls().getPath();
    assertThatItPlays(minePath, edge1);
    Await.that(
        "what the first node knows is in the snapshot",
        PACKAGING_LIMIT,
        () -> snapshotEnd() >= sequence(edge1));
    control1.kill();
    worker1.kill();
    ServiceProcesses.start(edge2);
    assertThatItPlays(openPath, edge2);
    assertThatItPlays(minePath, edge2);
    Ffmpeg.decode(edge2.url() + minePath); // which needs its keys
    URI withoutToken = URI.create(edge2.url() + minePath.replaceFirst("/t/[^/]+", ""));
    assertThat(Http.get(withoutToken).statusCode()).isEqualTo(403);
    assertThat(edge2.metrics()).contains("headwater_feed_snapshots_total{outcome=\"opened\"");
  }

  private long snapshotEnd() {
    try {
      Path file = services.engines().bucket().resolve(SnapshotFile.KEY);
      SnapshotOpener opener =
          new SnapshotOpener(
              List.of(ServiceProcesses.SNAPSHOT_KEY),
              List.of(new Secret(ServiceProcesses.SNAPSHOT_SECRET)));
      return Files.exists(file) && opener.open(Files.readAllBytes(file)) instanceof Opened opened
          ? opened.pages().getLast().last()
          : -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How far a node has applied the feed. */
  private static long sequence(ServiceProcess edge) {
    Matcher sequence = SEQUENCE.matcher(edge.metrics());
    return sequence.find() ? (long) Double.parseDouble(sequence.group(1)) : Long.MAX_VALUE;
  }

  @Test
  void aWorkerThatIsToldToEndGivesItsJobBackAtOnce() throws Exception {
    ServiceProcesses.start(control1, worker1);
    ControlPlane control = client(control1);
    String title = upload(control, control.createTitle("Given back"), LONGER_CLIP_SECONDS);
    assertThat(busyWorker()).isEqualTo(worker1);
    assertThat(worker1.stop()).as("ended by SIGTERM").isEqualTo(143);
    assertThat(DataProcesses.naming(worker1.folder())).as("no encoder is left").isEmpty();
    assertThat(jobFolders(worker1)).isEmpty();
    ServiceProcesses.start(worker2);
    assertThatItGetsReady(control, title);
  }

  private static void assertThatTheSettingsAreGood(ServiceProcess... services) {
    assertThat(services)
        .allSatisfy(service -> {
          ProgramRun check = service.check();
          assertThat(check.errors()).isEmpty();
          assertThat(check.output()).contains("The settings are good.");
          assertThat(check.status()).isZero();
        });
  }

  private static ControlPlane client(ServiceProcess control) {
    ControlPlane client = new ControlPlane(control.url());
    Await.that(control.name() + " lets the administrator in", LOG_IN_LIMIT, client::accepts);
    return client;
  }

  /** Returns the id of the title. */
  private static String upload(ControlPlane control, String title, int seconds) throws Exception {
    Path clip = Ffmpeg.clip("services-" + seconds, seconds);
    assertThat(control.upload(title, BodyPublishers.ofFile(clip)).get()).isEqualTo(202);
    return title;
  }

  private static void assertThatItGetsReady(ControlPlane control, String title) {
    JsonObject end = control.awaitEnd(title, PACKAGING_LIMIT);
    assertThat(end.getString("status")).as("%s", end).isEqualTo("ready");
  }

  private static void assertThatItPlays(
      ControlPlane control, String title, ServiceProcess... edges) {
    assertThatItPlays(control.playback(title).hls().getPath(), edges);
  }

  /** All segments of a rendition, through each of the nodes. */
  private static void assertThatItPlays(String path, ServiceProcess... edges) {
    assertThat(edges)
        .allSatisfy(edge -> {
          URI variant = Http.playlist(URI.create(edge.url() + path)).getFirst();
          List<URI> segments = Http.playlist(variant);
          assertThat(segments).as("segments of %s", variant).isNotEmpty();
          assertThat(segments)
              .allSatisfy(segment -> {
                var response = Http.get(segment);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isNotEmpty();
              });
        });
  }

  /** The worker that has a job, as soon as one has. */
  private ServiceProcess busyWorker() {
    return Await.answer(
        "a worker with a job",
        PACKAGING_LIMIT,
        () ->
            Stream.of(worker1, worker2)
                .filter(worker -> !jobFolders(worker).isEmpty())
                .findFirst());
  }

  private static List<Path> jobFolders(ServiceProcess worker) {
    try (Stream<Path> paths = Files.walk(worker.folder(), 3)) {
      return paths.filter(path -> path.getFileName().toString().startsWith("job-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until one of the workers says that it has done a job, which it does a little later. */
  private static void awaitDone(ServiceProcess... workers) {
    Await.that(
        "a job done by one of " + Stream.of(workers).map(ServiceProcess::name).toList(),
        PACKAGING_LIMIT,
        () -> Stream.of(workers).mapToDouble(ServicesIT::done).sum() > 0);
  }

  /** How many jobs the worker has done. */
  private static double done(ServiceProcess worker) {
    Matcher count = DONE.matcher(worker.metrics());
    return count.find() ? Double.parseDouble(count.group(1)) : 0;
  }
}
