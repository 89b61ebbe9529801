/**
 * What the source offers: resources whose bytes follow from their names, so that each one that
 * arrives is checked.
 */
@NullMarked
package dev.headwater.endurance.content;

import org.jspecify.annotations.NullMarked;
