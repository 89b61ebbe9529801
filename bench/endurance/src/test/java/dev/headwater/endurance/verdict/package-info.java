/** What a run claims and found. */
@NullMarked
package dev.headwater.endurance.verdict;

import org.jspecify.annotations.NullMarked;
