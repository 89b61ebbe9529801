package dev.headwater.standalone.client;

import java.io.IOException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.URI;

/** No answer came from the system. */
final class Unreachable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Unreachable(URI system, IOException cause) {
    super(message(system, cause), cause);
  }

  private static String message(URI system, IOException cause) {
    return cause instanceof ConnectException
        ? "nothing answers at "
            + system
            + " (start it with 'headwater up', or name another with --url)"
        : "the connection to " + system + " broke: " + reason(cause);
  }

  private static String reason(IOException cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
