/**
 * What functions are given and give back, as plain records, and its JSON: the form that CloudFront
 * Functions have. Nothing in here runs anything.
 */
@NullMarked
package dev.headwater.edge.function.event;

import org.jspecify.annotations.NullMarked;
