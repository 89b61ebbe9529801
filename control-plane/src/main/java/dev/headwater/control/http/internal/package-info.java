/**
 * The port for nodes of the data plane, apart from that for people: the control feed downward,
 * reports upward. What both mean belongs to the packages that it calls.
 */
@NullMarked
package dev.headwater.control.http.internal;

import org.jspecify.annotations.NullMarked;
