/**
 * Object storage behind the S3 API, on the event loop: signed requests, retries within a budget,
 * hedged reads, uploads in parts. Which store a program uses is decided elsewhere; so is caching.
 */
@NullMarked
package dev.headwater.platform.store.s3;

import org.jspecify.annotations.NullMarked;
