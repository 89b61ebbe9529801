/**
 * The control plane as one server: how its parts are started and stopped. The parts are in the
 * packages below; of them only {@code http} knows HTTP.
 */
@NullMarked
package dev.headwater.control;

import org.jspecify.annotations.NullMarked;
