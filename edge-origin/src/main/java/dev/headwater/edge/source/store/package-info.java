/** The source of the origin role: object storage, which answers like a server of static files. */
@NullMarked
package dev.headwater.edge.source.store;

import org.jspecify.annotations.NullMarked;
