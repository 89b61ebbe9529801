/** What platform is. */
@NullMarked
package dev.headwater.platform;

import org.jspecify.annotations.NullMarked;
