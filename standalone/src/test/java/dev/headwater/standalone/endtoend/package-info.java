/**
 * The packaged program from outside: started as people start it, driven by its command line, over
 * HTTP, by ffmpeg and by a browser. Nothing here may touch a class of the servers.
 */
@NullMarked
package dev.headwater.standalone.endtoend;

import org.jspecify.annotations.NullMarked;
