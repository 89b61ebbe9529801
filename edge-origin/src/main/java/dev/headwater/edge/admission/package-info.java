/**
 * Step 3, admit: who may have a publication's bytes. Making tokens stays out, and so does load
 * shedding.
 */
@NullMarked
package dev.headwater.edge.admission;

import org.jspecify.annotations.NullMarked;
