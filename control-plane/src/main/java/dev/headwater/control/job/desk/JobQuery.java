package dev.headwater.control.job.desk;

import java.util.Optional;

/**
 * What a list of jobs is asked for. Immutable.
 *
 * @param titleId whose jobs
 * @param publisherId whose titles' jobs
 * @param before the job that the page before ended with
 * @param limit jobs on a page, 1 to 100
 */
public record JobQuery(
    Optional<JobState> state,
    Optional<String> titleId,
    Optional<String> publisherId,
    Optional<JobCursor> before,
    int limit) {}
