/** Sessions of people who are logged in, and the tokens they show. How they got in stays out. */
@NullMarked
package dev.headwater.control.account.session;

import org.jspecify.annotations.NullMarked;
