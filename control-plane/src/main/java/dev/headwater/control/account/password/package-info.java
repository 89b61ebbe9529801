/** Passwords: how they are hashed and checked. Whose they are stays out. */
@NullMarked
package dev.headwater.control.account.password;

import org.jspecify.annotations.NullMarked;
