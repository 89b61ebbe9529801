/**
 * Real engines from Maven artifacts on this machine: PostgreSQL, Redis and ffmpeg, unpacked,
 * started, found again after a crash, and stopped. What is stored in them, and by which protocol,
 * stays out: this package knows nothing of Headwater.
 */
@NullMarked
package dev.headwater.engines;

import org.jspecify.annotations.NullMarked;
