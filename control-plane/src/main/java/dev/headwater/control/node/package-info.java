/**
 * The nodes of the data plane as the control plane knows them: by what they report. What they are
 * told stays out.
 */
@NullMarked
package dev.headwater.control.node;

import org.jspecify.annotations.NullMarked;
