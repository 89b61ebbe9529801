/** What every server stands on. Here are only rooms: what a server does stays with the servers. */
@NullMarked
package dev.headwater.platform;

import org.jspecify.annotations.NullMarked;
