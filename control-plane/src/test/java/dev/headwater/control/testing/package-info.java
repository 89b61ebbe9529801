/** What the tests of several packages stand on: a migrated database, titles in it. */
@NullMarked
package dev.headwater.control.testing;

import org.jspecify.annotations.NullMarked;
