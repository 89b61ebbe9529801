package dev.headwater.edge.tier.hitratio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests for objects, in order. Objects are numbered from zero; an object's size never changes:
 * the same name with another size is another object. The arrays are not to be changed.
 */
final class Trace {
  private final String name;
  private final int[] requests;
  private final int[] sizes;

  Trace(String name, int[] requests, int[] sizes) {
    this.name = name;
    this.requests = requests;
    this.sizes = sizes;
  }

  String name() {
    return name;
  }

  /** The object of each request. */
  int[] requests() {
    return requests;
  }

  /** The bytes of each object. */
  int[] sizes() {
    return sizes;
  }

  int objects() {
    return sizes.length;
  }

  /** The bytes of all objects: a cache of this size misses each object once. */
  long footprintBytes() {
    long bytes = 0;
    for (int size : sizes) {
      bytes += size;
    }
    return bytes;
  }

  /** The same requests, of objects with sizes as on the web: for traces that lack them. */
  Trace withDrawnSizes() {
    int[] drawn = new int[sizes.length];
    Arrays.setAll(drawn, object -> WebWorkload.bytes(object * 0x9E3779B97F4A7C15L));
    return new Trace(name + "+sizes", requests, drawn);
  }

  /** Collects requests. Confined to one thread. */
  static final class Recorder {
    private record Sized(long name, int size) {}

    private final Map<Sized, Integer> objects = new HashMap<>();
    private final List<Integer> sizes = new ArrayList<>();
    private int[] requests = new int[1 << 16];
    private int count;

    void request(long name, int size) {
      if (size <= 0) {
        throw new IllegalArgumentException("size: " + size + " (expected: > 0)");
      }
      if (count == requests.length) {
        requests = Arrays.copyOf(requests, 2 * count);
      }
      requests[count++] =
          objects.computeIfAbsent(
              new Sized(name, size),
              _ -> {
                sizes.add(size);
                return sizes.size() - 1;
              });
    }

    int requests() {
      return count;
    }

    Trace trace(String name) {
      return new Trace(
          name,
          Arrays.copyOf(requests, count),
          sizes.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
