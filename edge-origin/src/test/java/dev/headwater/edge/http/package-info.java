/** What the parsers of fields have in common: no input breaks them. */
@NullMarked
package dev.headwater.edge.http;

import org.jspecify.annotations.NullMarked;
