package dev.headwater.standalone.up;

import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What {@code headwater up} was asked for. Immutable.
 *
 * @param rtmpPort empty for {@link #RTMP_PORT} if that is free
 */
public record UpWish(Path data, int controlPort, int edgePort, OptionalInt rtmpPort, boolean demo) {
  /** RTMP's own: Adobe's RTMP specification 1.0, section 1. */
  public static final int RTMP_PORT = 1935;

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
