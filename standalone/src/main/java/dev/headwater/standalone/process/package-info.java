/** How a server process lives: started, waiting, ended in order. Nothing of what it serves. */
@NullMarked
package dev.headwater.standalone.process;

import org.jspecify.annotations.NullMarked;
