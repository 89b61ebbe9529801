/**
 * The words that every format shares: time in ticks, picture size, frame rate. The formats live in
 * the packages below and never know each other; only {@code packaging} and {@code encryption} know
 * several. Nothing here reads a network, keeps a thread or knows a server.
 */
@NullMarked
package dev.headwater.media;

import org.jspecify.annotations.NullMarked;
