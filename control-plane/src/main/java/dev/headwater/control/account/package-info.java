/**
 * People: who they are, what they may do, how they log in and stay logged in. Titles and the tokens
 * that viewers play with stay out.
 */
@NullMarked
package dev.headwater.control.account;

import org.jspecify.annotations.NullMarked;
