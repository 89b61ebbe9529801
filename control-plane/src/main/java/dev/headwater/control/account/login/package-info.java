/** The ways in: what turns credentials into a session. */
@NullMarked
package dev.headwater.control.account.login;

import org.jspecify.annotations.NullMarked;
