package dev.headwater.control.encoding.encoder;

import dev.headwater.platform.channel.Latency;

/**
 * A channel that media comes for. Immutable.
 *
 * @param streamKey what its encoders have proved to know
 */
public record PublishedChannel(String id, Latency latency, String streamKey) {
  /** Without the key. */
  @Override
  public String toString() {
    return "PublishedChannel[id=" + id + "]";
  }
}
