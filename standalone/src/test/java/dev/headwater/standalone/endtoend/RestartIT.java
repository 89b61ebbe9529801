package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ends of the system and of its engines, wanted and not, and starts on what they leave. */
class RestartIT {
  private static final int CLIP_SECONDS = 12;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Installation installation = Installation.fresh("restart");

  @RegisterExtension
  final AfterTestExecutionCallback output =
      context ->
          context.getExecutionException().ifPresent(_ -> System.err.println(installation.said()));

  @AfterEach
  void nothingIsLeft() {
    DataProcesses.naming(installation.data()).forEach(ProcessHandle::destroyForcibly);
    installation.delete();
  }

  @Test
  void aTitleOutlivesTheKillOfEverything() {
    PublishedClip clip;
    try (RunningSystem system = installation.start()) {
      clip = publish(system);
      system.kill();
    }
    try (RunningSystem system = installation.start()) {
      assertThat(system.controlPlane().title(clip.id()).getString("status")).isEqualTo("ready");
      assertThatAllPlays(segments(system.controlPlane().playback(clip.id()).hls()));
    }
  }

  @Test
  void anInterruptLeavesNothingBehind() {
    try (RunningSystem system = installation.start()) {
      system.interrupt();
    }
    Await.that(
        "the end of all that names the data folder",
        LIMIT,
        () -> DataProcesses.naming(installation.data()).isEmpty());
  }

  @Test
  void aTakenPortIsAClearError() throws IOException {
    try (ServerSocket _ = new ServerSocket(installation.edge().number())) {
      ProgramRun run = HeadwaterProgram.run(Map.of(), installation.up());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.errors())
          .contains("port " + installation.edge().number(), "taken", "--edge-port");
    }
    assertThat(DataProcesses.naming(installation.data())).isEmpty();
  }

  @Test
  void playbackGoesOnWithoutRedis() {
    try (RunningSystem system = installation.start()) {
      List<URI> segments = segments(publish(system).playback().hls());
      URI known = segments.getFirst();
      assertThatAllPlays(List.of(known));
      List<ProcessHandle> redis = DataProcesses.naming(installation.data(), "redis");
      assertThat(redis).isNotEmpty();
      redis.forEach(ProcessHandle::destroyForcibly);
      Await.that("the end of Redis", LIMIT, () -> redis.stream().noneMatch(ProcessHandle::isAlive));
      assertThatAllPlays(segments);
    }
  }

  private static PublishedClip publish(RunningSystem system) {
    Path source = Ffmpeg.clip("restart", CLIP_SECONDS);
    return PublishedClip.publish(system, source, "Restarted", "public");
  }

  /** Of the first variant. */
  private static List<URI> segments(URI hls) {
    List<URI> segments = Http.playlist(Http.playlist(hls).getFirst());
    assertThat(segments).hasSizeGreaterThan(1);
    return segments;
  }

  private static void assertThatAllPlays(List<URI> segments) {
    assertThat(segments)
        .allSatisfy(segment -> {
          var response = Http.get(segment);
          assertThat(response.statusCode()).isEqualTo(200);
          assertThat(response.body()).isNotEmpty();
        });
  }
}
