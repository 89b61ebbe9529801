/**
 * The data plane: serves packages to CDN edges and viewers from memory, Redis and a source, on
 * event loops only. Encoding, accounts and the catalog stay out.
 */
@NullMarked
package dev.headwater.edge;

import org.jspecify.annotations.NullMarked;
