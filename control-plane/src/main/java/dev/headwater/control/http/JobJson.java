package dev.headwater.control.http;

import dev.headwater.control.job.desk.Job;
import io.vertx.core.json.JsonObject;

/** Jobs as the API shows them; members without a value are left out. */
final class JobJson {
  private JobJson() {}

  static JsonObject of(Job job) {
    JsonObject json =
        new JsonObject()
            .put("id", Long.toString(job.id()))
            .put("kind", job.kind())
            .put("titleId", job.title().id())
            .put("titleName", job.title().name())
            .put("publisherId", job.publisher().id())
            .put("publisherName", job.publisher().name())
            .put("state", job.state().word())
            .put("priority", job.priority().word())
            .put("attempt", job.attempt())
            .put("progress", job.progress())
            .put("createdAt", job.times().created().toString())
            .put("updatedAt", job.times().updated().toString());
    job.attemptsLeft().ifPresent(left -> json.put("attemptsLeft", left));
    job.error().ifPresent(error -> json.put("error", error));
    job.worker().ifPresent(worker -> json.put("worker", worker));
    job.times().nextRun().ifPresent(at -> json.put("nextRunAt", at.toString()));
    job.times().started().ifPresent(at -> json.put("startedAt", at.toString()));
    job.times().ended().ifPresent(at -> json.put("endedAt", at.toString()));
    return json;
  }
}
