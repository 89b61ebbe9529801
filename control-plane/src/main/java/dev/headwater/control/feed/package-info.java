/**
 * The control feed as a log in PostgreSQL: how it is written, kept short, and read by many at once.
 * What its lines mean is for those who append and for the data plane; how it travels stays out.
 */
@NullMarked
package dev.headwater.control.feed;

import org.jspecify.annotations.NullMarked;
