/** Policies that a command line names, held to what nodes want of one. */
@NullMarked
package dev.headwater.standalone.policy;

import org.jspecify.annotations.NullMarked;
