/** The record of who changed what. Reading it for people to see stays out. */
@NullMarked
package dev.headwater.control.audit;

import org.jspecify.annotations.NullMarked;
