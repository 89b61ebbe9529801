/** XML as servers answer with it: small, without document types. What it says stays out. */
@NullMarked
package dev.headwater.platform.xml;

import org.jspecify.annotations.NullMarked;
