package dev.headwater.edge.live;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds what encoders have sent and nobody has taken yet: of one channel half of what a node has
 * room for. Thread-safe.
 */
public final class IngestRoom {
  private final long most;
  private final Map<String, Long> byChannel = new HashMap<>();
  private final LongAdder refusals = new LongAdder();
  private long held;

  /**
   * @param most bytes, of all channels
   */
  IngestRoom(long most) {
    this.most = most;
  }

  /** How much waits. */
  public synchronized long bytes() {
    return held;
  }

  /** How often there was no room. */
  public long refusals() {
    return refusals.sum();
  }

  /** Of one connection. */
  Share share(String channel) {
    return new Share(channel);
  }

  private synchronized boolean change(String channel, long bytes) {
    long ofChannel = byChannel.getOrDefault(channel, 0L) + bytes;
    if (bytes > 0 && (ofChannel > most / 2 || held + bytes > most)) {
      refusals.increment();
      return false;
    }
    held += bytes;
    if (ofChannel == 0) {
      byChannel.remove(channel);
    } else {
      byChannel.put(channel, ofChannel);
    }
    return true;
  }

  /** What one connection holds. Confined to it. */
  final class Share {
    private final String channel;
    private long bytes;

    private Share(String channel) {
      this.channel = channel;
    }

    /** Whether it can hold so many bytes from now on; less always can be held. */
    boolean hold(long now) {
      if (now != bytes) {
        if (!change(channel, now - bytes)) {
          return false;
        }
        bytes = now;
      }
      return true;
    }

    /** It holds nothing any more. */
    void release() {
      hold(0);
    }
  }
}
