package dev.headwater.control.job.desk;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A job as people see it. Immutable.
 *
 * @param id higher than those of all jobs before it
 * @param kind {@code package} or {@code record}
 * @param publisher whose title it is for
 * @param attempt how often it was taken since it was submitted, or retried by a person
 * @param attemptsLeft after this one; absent before it was first taken, as workers set how many
 *     there are
 * @param progress from 0 to 1
 * @param error why the last attempt failed, for a person
 * @param worker that has it
 */
public record Job(
    long id,
    String kind,
    Named title,
    Named publisher,
    JobState state,
    JobPriority priority,
    int attempt,
    Optional<Integer> attemptsLeft,
    double progress,
    Optional<String> error,
    Optional<String> worker,
    Times times) {

  /** Something with an identifier, and how people call it. */
  public record Named(String id, String name) {}

  /**
   * When what happened, or is to happen.
   *
   * @param nextRun not before; absent where it doesn't wait
   * @param started when the last attempt began
   * @param ended when the last attempt ended
   */
  public record Times(
      Instant created,
      Instant updated,
      Optional<Instant> nextRun,
      Optional<Instant> started,
      Optional<Instant> ended) {}

  static Job of(Row row) {
    JobState state = JobState.of(row.getString("state"));
    int attempt = row.getInteger("attempt");
    return new Job(
        row.getLong("id"),
        row.getString("kind"),
        new Named(row.getString("title_id"), row.getString("title_name")),
        new Named(row.getString("publisher_id"), row.getString("publisher_name")),
        state,
        JobPriority.of(row.getInteger("priority")),
        attempt,
        Optional.ofNullable(row.getInteger("attempts")).map(all -> Math.max(0, all - attempt)),
        progress(row, state),
        Optional.ofNullable(row.getString("error")),
        Optional.ofNullable(row.getString("lease_owner")),
        times(row, state));
  }

  /** The title shows it, of the job that is worked on. */
  private static double progress(Row row, JobState state) {
    return switch (state) {
      case RUNNING ->
          "processing".equals(row.getString("title_status")) ? row.getDouble("title_progress") : 0;
      case DONE -> 1;
      case QUEUED, DEAD, CANCELLED -> 0;
    };
  }

  private static Times times(Row row, JobState state) {
    return new Times(
        instant(row, "created_at").orElseThrow(),
        instant(row, "updated_at").orElseThrow(),
        instant(row, "run_after").filter(_ -> state == JobState.QUEUED),
        instant(row, "started_at"),
        instant(row, "ended_at"));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.get(OffsetDateTime.class, column))
        .map(OffsetDateTime::toInstant);
  }
}
