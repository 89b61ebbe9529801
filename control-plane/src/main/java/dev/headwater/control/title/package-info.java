/**
 * The catalog: titles, who sees and changes them, and what the data plane is told about them.
 * Receiving and packaging a title's source stay out.
 */
@NullMarked
package dev.headwater.control.title;

import org.jspecify.annotations.NullMarked;
