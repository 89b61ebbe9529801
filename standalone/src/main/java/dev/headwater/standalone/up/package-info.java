/**
 * The whole system in one process: the data folder, the engines in it, the servers on top, and the
 * orderly end of all of them. Only wiring belongs here; what a server does belongs to the server.
 */
@NullMarked
package dev.headwater.standalone.up;

import org.jspecify.annotations.NullMarked;
