/**
 * What the planes tell each other about a publication. How it is made and how it is served stay
 * out.
 */
@NullMarked
package dev.headwater.platform.publication;

import org.jspecify.annotations.NullMarked;
