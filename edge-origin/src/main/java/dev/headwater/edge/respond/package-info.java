/** Step 8, respond: header fields and bytes onto the wire. Nothing is decided here. */
@NullMarked
package dev.headwater.edge.respond;

import org.jspecify.annotations.NullMarked;
