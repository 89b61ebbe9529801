/**
 * Pages of the documentation that are made from the code: each is compared with it in the build.
 */
@NullMarked
package dev.headwater.standalone.docs;

import org.jspecify.annotations.NullMarked;
