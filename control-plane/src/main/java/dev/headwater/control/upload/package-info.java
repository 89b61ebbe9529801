/**
 * Receiving a title's source: from a stream of bytes to an object in the store and a job for the
 * workers. HTTP and packaging stay out.
 */
@NullMarked
package dev.headwater.control.upload;

import org.jspecify.annotations.NullMarked;
