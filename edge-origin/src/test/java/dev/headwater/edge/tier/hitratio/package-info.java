/**
 * Measures how much of a workload a cache keeps: traces and generated workloads, the replacement
 * policies to compare with, and the table. What the server runs stays out.
 */
@NullMarked
package dev.headwater.edge.tier.hitratio;

import org.jspecify.annotations.NullMarked;
