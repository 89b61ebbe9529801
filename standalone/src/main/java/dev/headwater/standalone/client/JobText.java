package dev.headwater.standalone.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Jobs for people. */
final class JobText {
  private static final String LINE = "%-8s %-10s %8s %8s  %-20s %s";

  private JobText() {}

  /** A table with a line below each job that has failed, which says why. */
  static String of(JsonArray jobs) {
    if (jobs.isEmpty()) {
      return "No job.";
    }
    List<String> lines = new ArrayList<>();
    lines.add(LINE.formatted("JOB", "STATE", "PROGRESS", "ATTEMPT", "TITLE", "NAME"));
    for (Object item : jobs) {
      JsonObject job = (JsonObject) item;
      lines.add(
          LINE.formatted(
              job.getString("id"),
              job.getString("state"),
              percent(job),
              job.getInteger("attempt"),
              job.getString("titleId"),
              job.getString("titleName")));
      if (job.containsKey("error") && !job.getString("state").equals("done")) {
        lines.add("         last attempt: " + job.getString("error"));
      }
    }
    return String.join(System.lineSeparator(), lines);
  }

  static String of(JsonObject job) {
    List<String> lines = new ArrayList<>();
    lines.add("job: %s (%s)".formatted(job.getString("id"), job.getString("kind")));
    lines.add(
        "title: %s (%s), of %s"
            .formatted(
                job.getString("titleId"),
                job.getString("titleName"),
                job.getString("publisherName")));
    lines.add(
        "state: %s, %s priority".formatted(job.getString("state"), job.getString("priority")));
    lines.add("progress: " + percent(job));
    lines.add("attempt: %d%s".formatted(job.getInteger("attempt"), left(job)));
    add(lines, "last attempt failed: ", job, "error");
    add(lines, "worker: ", job, "worker");
    add(lines, "runs not before: ", job, "nextRunAt");
    add(lines, "last attempt began: ", job, "startedAt");
    add(lines, "last attempt ended: ", job, "endedAt");
    lines.add("submitted: " + job.getString("createdAt"));
    return String.join(System.lineSeparator(), lines);
  }

  private static void add(List<String> lines, String label, JsonObject job, String member) {
    if (job.containsKey(member)) {
      lines.add(label + job.getString(member));
    }
  }

  private static String left(JsonObject job) {
    return job.containsKey("attemptsLeft")
        ? ", %d left".formatted(job.getInteger("attemptsLeft"))
        : "";
  }

  private static String percent(JsonObject job) {
    return String.format(Locale.ROOT, "%d %%", (int) (job.getDouble("progress") * 100));
  }
}
