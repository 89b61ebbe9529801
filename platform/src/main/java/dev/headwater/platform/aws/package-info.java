/** How calls of AWS are signed, and as whom. What is called stays out. */
@NullMarked
package dev.headwater.platform.aws;

import org.jspecify.annotations.NullMarked;
