/**
 * Functions that run for viewers on this node: which ones, their limits, and what becomes of a
 * request when one fails. The engines are in {@code javascript} and {@code wasm}, and nothing of
 * either is loaded before a function needs it; what functions see is in {@code event}. How a result
 * changes a request or an answer is the request path's affair.
 */
@NullMarked
package dev.headwater.edge.function;

import org.jspecify.annotations.NullMarked;
