package dev.headwater.edge.http.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Members by their keys, in order (RFC 9651, section 3.2). Immutable. */
public record Dictionary(SequencedMap<String, Member> members) {
  public Dictionary {
    members.keySet().forEach(Characters::requireKey);
    members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
  }

  public @Nullable Member get(String key) {
    return members.get(key);
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }
}
