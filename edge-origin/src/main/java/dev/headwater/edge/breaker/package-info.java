/**
 * When to stop calling what fails, for every kind of call. Pure Java. What is called, and what
 * counts as a failure, stay out.
 */
@NullMarked
package dev.headwater.edge.breaker;

import org.jspecify.annotations.NullMarked;
