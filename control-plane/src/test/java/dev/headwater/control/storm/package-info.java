/** What logging in and being logged in costs, measured: see {@code bench/log-ins}. */
@NullMarked
package dev.headwater.control.storm;

import org.jspecify.annotations.NullMarked;
