/**
 * Jobs under leases, on PostgreSQL: submitted in the transaction that causes them, taken by one
 * worker at a time, taken over from a dead one.
 *
 * <pre>
 *   submit --> queued --> running --> done
 *
 *   from            to          by
 *   queued          running     take
 *   queued          cancelled   cancel, by a person
 *   running         running     take, once the lease has ended
 *   running         queued      its worker: retry, give back, postpone, put off
 *   running         done        its worker: finish
 *   running         dead        its worker: bury, as it can't be done, or failed too often
 *   running         cancelled   cancel, by a person
 *   dead            queued      retry, by a person
 *   cancelled       queued      retry, by a person
 * </pre>
 *
 * <p>The database holds that: a trigger refuses every other move, and a lease without a higher
 * token. What a worker does to a running job names its lease's token: who lost the lease, or whose
 * job was cancelled, changes nothing. What people see of jobs and do with them is in {@code desk}.
 * What a job does stays out.
 */
@NullMarked
package dev.headwater.control.job;

import org.jspecify.annotations.NullMarked;
