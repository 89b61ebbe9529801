package dev.headwater.standalone.up;

import java.net.URI;
import java.nio.file.Path;

/** What {@code headwater up} was asked for. Immutable. */
public record UpWish(Path data, int controlPort, int edgePort, boolean demo) {
  /** Where the data plane is told things. */
  int internalPort() {
    return controlPort + 2000;
  }

  URI controlUrl() {
    return URI.create("http://localhost:" + controlPort);
  }

  URI edgeUrl() {
    return URI.create("http://localhost:" + edgePort);
  }
}
