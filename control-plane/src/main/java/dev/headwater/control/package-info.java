/**
 * The two servers of this module, and how their parts are started and stopped: the control plane,
 * and the packaging worker where it has a process to itself. The parts are in the packages below;
 * of them only {@code http} knows HTTP.
 */
@NullMarked
package dev.headwater.control;

import org.jspecify.annotations.NullMarked;
