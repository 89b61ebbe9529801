/**
 * Who may see, play and change what people have made. What that is, and who people are, stays out.
 */
@NullMarked
package dev.headwater.control.access;

import org.jspecify.annotations.NullMarked;
