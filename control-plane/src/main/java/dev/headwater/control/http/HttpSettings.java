package dev.headwater.control.http;

import java.net.URI;
import java.util.List;

/**
 * How the door is reached. Immutable.
 *
 * @param port 0 for any that is free
 * @param dataPlane where viewers reach the data plane, for the pages that play
 * @param corsOrigins other sites whose pages may call the API
 */
public record HttpSettings(String host, int port, URI dataPlane, List<String> corsOrigins) {
  public HttpSettings {
    corsOrigins = List.copyOf(corsOrigins);
  }
}
