package dev.headwater.control.job;

import java.time.Duration;
import java.util.Optional;

/**
 * The right to work on a job until the lease ends, unless renewed. Immutable.
 *
 * @param jobId the job
 * @param token tells this lease from those before and after it
 * @param titleId the title that the job is for
 * @param task what is to be done
 * @param attempt which time the job was taken, from 1
 * @param epoch what this attempt publishes under
 * @param outage how long ago the job first met an outage; zero where it has not
 * @param abandonedEpoch what the attempt before published under and may have left behind
 */
public record Lease(
    long jobId,
    long token,
    String titleId,
    Task task,
    int attempt,
    String epoch,
    Duration outage,
    Optional<String> abandonedEpoch) {}
