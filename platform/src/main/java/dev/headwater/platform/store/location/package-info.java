/** Which store a program uses: a directory or a bucket. How either works stays out. */
@NullMarked
package dev.headwater.platform.store.location;

import org.jspecify.annotations.NullMarked;
