/** How often one may try what could be guessed or abused. What is tried stays out. */
@NullMarked
package dev.headwater.control.account.throttle;

import org.jspecify.annotations.NullMarked;
