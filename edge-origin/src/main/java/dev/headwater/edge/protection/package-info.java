/**
 * Encrypts what protected channels publish, and names and derives their keys. Who may have a key
 * stays out.
 */
@NullMarked
package dev.headwater.edge.protection;

import org.jspecify.annotations.NullMarked;
