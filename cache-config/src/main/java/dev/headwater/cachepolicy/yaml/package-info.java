/** Reads policies from YAML, with messages that name line, key and expectation. */
@NullMarked
package dev.headwater.cachepolicy.yaml;

import org.jspecify.annotations.NullMarked;
