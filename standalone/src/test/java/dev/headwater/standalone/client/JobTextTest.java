package dev.headwater.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class JobTextTest {
  private static JsonObject job(String state) {
    return new JsonObject()
        .put("id", "4711")
        .put("kind", "package")
        .put("titleId", "t1")
        .put("titleName", "Rain")
        .put("publisherName", "Ana")
        .put("state", state)
        .put("priority", "normal")
        .put("attempt", 2)
        .put("progress", 0.409)
        .put("createdAt", "2026-03-01T12:00:00Z");
  }

  @Test
  void aJobSaysHowFarItIsWhoHasItAndWhatWentWrong() {
    JsonObject job =
        job("running")
            .put("attemptsLeft", 1)
            .put("worker", "paris-1")
            .put("error", "ffmpeg was killed (signal 9)")
            .put("startedAt", "2026-03-01T12:00:40Z");
    assertThat(JobText.of(job).lines())
        .containsExactly(
            "job: 4711 (package)",
            "title: t1 (Rain), of Ana",
            "state: running, normal priority",
            "progress: 40 %",
            "attempt: 2, 1 left",
            "last attempt failed: ffmpeg was killed (signal 9)",
            "worker: paris-1",
            "last attempt began: 2026-03-01T12:00:40Z",
            "submitted: 2026-03-01T12:00:00Z");
  }

  @Test
  void aJobThatWaitsSaysUntilWhenAndNothingThatItDoesNotKnow() {
    assertThat(JobText.of(job("queued").put("nextRunAt", "2026-03-01T12:00:00Z")).lines())
        .contains("attempt: 2", "runs not before: 2026-03-01T12:00:00Z")
        .noneMatch(line -> line.startsWith("worker"));
  }

  @Test
  void aListSaysWhyAJobFailedBelowItUnlessItIsDone() {
    JsonArray jobs =
        new JsonArray()
            .add(job("dead").put("error", "not a video"))
            .add(job("done").put("error", "the disk was full"));
    assertThat(JobText.of(jobs).lines()).hasSize(4).contains("         last attempt: not a video");
    assertThat(JobText.of(new JsonArray())).isEqualTo("No job.");
  }
}
