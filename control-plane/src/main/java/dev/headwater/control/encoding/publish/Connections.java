package dev.headwater.control.encoding.publish;

import java.util.HashMap;
import java.util.Map;

/** Counts who is connected, and lets only so many in. Thread-safe. */
final class Connections {
  private final int max;
  private final int maxOfAddress;
  private final Map<String, Integer> ofAddress = new HashMap<>();
  private int all;

  Connections(int max, int maxOfAddress) {
    this.max = max;
    this.maxOfAddress = maxOfAddress;
  }

  /** Whether one more may stay; if so, {@link #left} has to be told of its end. */
  synchronized boolean enter(String address) {
    int here = ofAddress.getOrDefault(address, 0);
    if (all >= max || here >= maxOfAddress) {
      return false;
    }
    all++;
    ofAddress.put(address, here + 1);
    return true;
  }

  synchronized void left(String address) {
    all--;
    ofAddress.computeIfPresent(address, (_, here) -> here == 1 ? null : here - 1);
  }
}
