package dev.headwater.edge.http.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Named values attached to an item or an inner list, in order (section 3.1.2). Immutable. */
public record Parameters(SequencedMap<String, BareItem> values) {
  public static final Parameters NONE = new Parameters(new LinkedHashMap<>());

  public Parameters {
    values.keySet().forEach(Characters::requireKey);
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  public static Parameters of(String key, BareItem value) {
    return new Parameters(new LinkedHashMap<>(Map.of(key, value)));
  }

  public @Nullable BareItem get(String key) {
    return values.get(key);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }
}
