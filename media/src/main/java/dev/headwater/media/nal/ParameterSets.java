package dev.headwater.media.nal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameter sets of one kind by their ids, whose number the standard bounds. Immutable.
 *
 * @param kind how messages call it
 */
record ParameterSets<T>(String kind, Map<Integer, T> byId) {
  ParameterSets {
    byId = Map.copyOf(byId);
  }

  static <T> ParameterSets<T> none(String kind) {
    return new ParameterSets<>(kind, Map.of());
  }

  /** With one that replaces what had its id. */
  ParameterSets<T> with(int id, T set) {
    Map<Integer, T> more = new HashMap<>(byId);
    more.put(id, set);
    return new ParameterSets<>(kind, more);
  }

  T get(int id) throws MalformedNalUnitException {
    @Nullable T set = byId.get(id);
    if (set == null) {
      throw MalformedNalUnitException.of(kind, id, "one of " + byId.keySet());
    }
    return set;
  }
}
