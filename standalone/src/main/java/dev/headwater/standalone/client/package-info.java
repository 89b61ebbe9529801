/**
 * Talks to a running system over its public API, as any client would: log-in, uploads, progress.
 * Nothing here may know how the system is made inside.
 */
@NullMarked
package dev.headwater.standalone.client;

import org.jspecify.annotations.NullMarked;
