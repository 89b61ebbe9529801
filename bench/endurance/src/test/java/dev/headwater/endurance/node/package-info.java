/**
 * Nodes in processes of their own, as the launcher starts them, and what they tell of themselves.
 */
@NullMarked
package dev.headwater.endurance.node;

import org.jspecify.annotations.NullMarked;
