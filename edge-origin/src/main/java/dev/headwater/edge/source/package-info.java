/**
 * Where responses come from when no tier has them: object storage in the origin role, upstream HTTP
 * servers in the edge role, both seen as one that answers requests. Caching stays out.
 */
@NullMarked
package dev.headwater.edge.source;

import org.jspecify.annotations.NullMarked;
