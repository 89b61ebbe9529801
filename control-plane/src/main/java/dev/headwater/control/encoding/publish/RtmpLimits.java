package dev.headwater.control.encoding.publish;

import java.time.Duration;

/**
 * What encoders that come by RTMP may use. Immutable.
 *
 * @param maxConnections at once
 * @param maxConnectionsPerAddress of them
 * @param toPublish how long a connection has until it publishes
 * @param idle how long it may send nothing
 */
public record RtmpLimits(
    int maxConnections, int maxConnectionsPerAddress, Duration toPublish, Duration idle) {
  /** Of the longest message, and of all of a connection that are half here. */
  static final int MAX_MESSAGE = 8 << 20;

  /** Of all that comes before media may: a dozen commands. */
  static final int MAX_BYTES_BEFORE_MEDIA = 64 << 10;

  public RtmpLimits {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("max-connections: " + maxConnections + " (expected: > 0)");
    }
    if (maxConnectionsPerAddress < 1) {
      throw new IllegalArgumentException(
          "max-connections-per-address: " + maxConnectionsPerAddress + " (expected: > 0)");
    }
  }
}
