/**
 * What the planes say to each other: the control feed downward, a node's report upward. How the
 * messages travel, and what follows from them, stay out.
 */
@NullMarked
package dev.headwater.platform.feed;

import org.jspecify.annotations.NullMarked;
