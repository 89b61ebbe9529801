/**
 * Why a call is refused, as every part of the control plane says it. Which HTTP response that
 * becomes is decided in one place, in {@code http}; bugs are ordinary exceptions and stay out.
 */
@NullMarked
package dev.headwater.control.refusal;

import org.jspecify.annotations.NullMarked;
