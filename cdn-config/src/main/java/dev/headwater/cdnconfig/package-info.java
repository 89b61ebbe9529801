/**
 * The caching policy as configurations of programs and services that cache before an origin. Pure
 * Java: text comes out. What a policy means, and whether it may be used, stay out.
 */
@NullMarked
package dev.headwater.cdnconfig;

import org.jspecify.annotations.NullMarked;
