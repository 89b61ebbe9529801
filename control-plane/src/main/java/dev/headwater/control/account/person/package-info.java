/** People's accounts: how they come to be and what is changed about them. */
@NullMarked
package dev.headwater.control.account.person;

import org.jspecify.annotations.NullMarked;
