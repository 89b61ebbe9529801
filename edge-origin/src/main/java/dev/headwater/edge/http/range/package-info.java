/**
 * Parts of representations: what a Range field asks for, what a partial response brings, what is
 * held of a whole, and the slices that large ones are cut into (RFC 9110, section 14; RFC 9111,
 * sections 3.3 and 3.4). Pure arithmetic; bodies and where they are kept stay out.
 */
@NullMarked
package dev.headwater.edge.http.range;

import org.jspecify.annotations.NullMarked;
