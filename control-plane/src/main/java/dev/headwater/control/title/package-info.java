/** The catalog: titles and how they move on. What their bytes are stays out. */
@NullMarked
package dev.headwater.control.title;

import org.jspecify.annotations.NullMarked;
