/** The failures of the data plane as values, each with its status, problem type and metric tag. */
@NullMarked
package dev.headwater.edge.failure;

import org.jspecify.annotations.NullMarked;
