/**
 * The command line: one program, its commands, and what they print. Each command only reads its
 * options and hands over, so that asking for help loads nothing else; the work is done in the
 * packages below.
 */
@NullMarked
package dev.headwater.standalone;

import org.jspecify.annotations.NullMarked;
