/** Makes the tokens that nodes are known by, from a root secret in a file. Asks no system. */
@NullMarked
package dev.headwater.standalone.token;

import org.jspecify.annotations.NullMarked;
