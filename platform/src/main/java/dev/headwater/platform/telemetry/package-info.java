/**
 * What a server tells its operator: metrics and health on an admin port. The meters themselves
 * belong to the components.
 */
@NullMarked
package dev.headwater.platform.telemetry;

import org.jspecify.annotations.NullMarked;
