/**
 * Jobs under leases, on PostgreSQL: submitted in the transaction that causes them, taken by one
 * worker at a time, taken over from a dead one.
 *
 * <pre>
 *             submit
 *               |
 *               v    take          finish
 *   +------> queued -----> running -------> done
 *   |                      | ^  | |
 *   |  retry, give back    | |  | |  bury
 *   +----------------------+ |  | +-------> dead
 *                            +--+
 *             take, once the lease has ended
 * </pre>
 *
 * Every transition out of {@code running} but the last one names the lease's token, which grows
 * with every lease: who lost the lease changes nothing. What a job does stays out.
 */
@NullMarked
package dev.headwater.control.job;

import org.jspecify.annotations.NullMarked;
