/**
 * The snapshot of the control feed that lies in the object store: how it is packed, sealed and
 * opened. When it is written, and what a node makes of it, stays out.
 */
@NullMarked
package dev.headwater.platform.snapshot;

import org.jspecify.annotations.NullMarked;
