/** What all servers heed of HTTP's connections. */
@NullMarked
package dev.headwater.platform.http;

import org.jspecify.annotations.NullMarked;
