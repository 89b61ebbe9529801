/** How mail leaves the house. What is written, and to whom, stays out. */
@NullMarked
package dev.headwater.control.mail;

import org.jspecify.annotations.NullMarked;
