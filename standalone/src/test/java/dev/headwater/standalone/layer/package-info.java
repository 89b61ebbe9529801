/** Programs that cache before a node, with what a policy is rendered to for them. */
@NullMarked
package dev.headwater.standalone.layer;

import org.jspecify.annotations.NullMarked;
