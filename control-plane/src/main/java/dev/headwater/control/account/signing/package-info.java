/** The keys that sign access tokens, and their change. What is signed stays out. */
@NullMarked
package dev.headwater.control.account.signing;

import org.jspecify.annotations.NullMarked;
