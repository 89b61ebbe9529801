/**
 * People: who they are and what they may do. Here are the words that all parts share; each part is
 * a package below, and none of them knows another in a circle. Titles and the tokens that viewers
 * play with stay out.
 */
@NullMarked
package dev.headwater.control.account;

import org.jspecify.annotations.NullMarked;
