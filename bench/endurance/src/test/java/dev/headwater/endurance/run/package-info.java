/** The runs: each puts nodes, a source and clients together, and comes to a verdict. */
@NullMarked
package dev.headwater.endurance.run;

import org.jspecify.annotations.NullMarked;
