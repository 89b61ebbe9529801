/** Step 9, record: the meters of the data plane. Never a token, never on the critical path. */
@NullMarked
package dev.headwater.edge.telemetry;

import org.jspecify.annotations.NullMarked;
