/** Which of several hosts a key belongs to. */
@NullMarked
package dev.headwater.edge.affinity;

import org.jspecify.annotations.NullMarked;
