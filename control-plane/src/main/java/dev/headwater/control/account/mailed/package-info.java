/**
 * What people are sent by e-mail about their account, and what they may do with it. How mail leaves
 * the house stays out.
 */
@NullMarked
package dev.headwater.control.account.mailed;

import org.jspecify.annotations.NullMarked;
