package dev.headwater.control.http;

import dev.headwater.control.job.desk.Job;
import dev.headwater.control.job.desk.JobCursor;
import dev.headwater.control.job.desk.JobDesk;
import dev.headwater.control.job.desk.JobPage;
import dev.headwater.control.job.desk.JobPriority;
import dev.headwater.control.job.desk.JobQuery;
import dev.headwater.control.job.desk.JobState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operations tagged {@code jobs}. */
record JobOperations(JobDesk desk) {
  private static final int DEFAULT_LIMIT = 20;

  Map<String, ApiOperation> byId() {
    return Map.of(
        "listJobs", this::list,
        "getJob", this::get,
        "changeJob", this::change,
        "retryJob", this::retry,
        "cancelJob", this::cancel);
  }

  private ApiAnswer list(ApiCall call) {
    JobQuery query =
        new JobQuery(
            call.query("state").map(JobState::of),
            call.query("title"),
            call.query("publisher"),
            call.query("cursor").map(JobCursor::decode),
            call.whole("limit").orElse(DEFAULT_LIMIT));
    JobPage page = desk.list(call.person(), query);
    JsonArray items = new JsonArray();
    page.items().forEach(job -> items.add(JobJson.of(job)));
    JsonObject json = new JsonObject().put("items", items);
    page.nextCursor().ifPresent(cursor -> json.put("nextCursor", cursor));
    return ApiAnswer.of(200, json);
  }

  private ApiAnswer get(ApiCall call) {
    return answer(desk.find(call.person(), call.path("id")));
  }

  private ApiAnswer change(ApiCall call) {
    JobPriority priority = JobPriority.of(call.text("priority"));
    return answer(desk.prefer(call.person(), call.path("id"), priority));
  }

  private ApiAnswer retry(ApiCall call) {
    return answer(desk.retry(call.person(), call.path("id")));
  }

  private ApiAnswer cancel(ApiCall call) {
    return answer(desk.cancel(call.person(), call.path("id")));
  }

  private static ApiAnswer answer(Job job) {
    return ApiAnswer.of(200, JobJson.of(job));
  }
}
