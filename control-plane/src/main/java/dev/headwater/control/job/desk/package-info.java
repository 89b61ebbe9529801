/**
 * Jobs as people see and steer them: listed, retried, cancelled, moved forward. How workers take
 * them is in {@code job}; what a job does, and HTTP, stay out.
 */
@NullMarked
package dev.headwater.control.job.desk;

import org.jspecify.annotations.NullMarked;
