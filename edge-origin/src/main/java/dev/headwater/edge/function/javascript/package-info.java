/**
 * Functions in JavaScript, on GraalVM: contexts that can reach nothing but what {@code prelude.js}
 * gives them. Only what is in here knows GraalVM.
 */
@NullMarked
package dev.headwater.edge.function.javascript;

import org.jspecify.annotations.NullMarked;
