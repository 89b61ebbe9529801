/**
 * Functions in WebAssembly, on Chicory: each call has an instance of its own, in memory that is
 * bounded. Only what is in here knows Chicory.
 */
@NullMarked
package dev.headwater.edge.function.wasm;

import org.jspecify.annotations.NullMarked;
