/** What a policy says of one URL, and what two policies say otherwise: for people to read. */
@NullMarked
package dev.headwater.cachepolicy.explain;

import org.jspecify.annotations.NullMarked;
