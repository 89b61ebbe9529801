/** Holds the generated pages of the documentation to the code that they are made from. */
@NullMarked
package dev.headwater.standalone.docs;

import org.jspecify.annotations.NullMarked;
