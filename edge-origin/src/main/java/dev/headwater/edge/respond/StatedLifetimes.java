package dev.headwater.edge.respond;

import dev.headwater.cachepolicy.KindPolicy;
import java.util.IdentityHashMap;

/** What an origin says of each kind, encoded when it is first said. Event-loop confined. */
public final class StatedLifetimes {
  /** More than are in use at once, also while one policy takes the place of another. */
  private static final int MOST = 1_024;

  private final IdentityHashMap<KindPolicy, CachingFields> known = new IdentityHashMap<>();

  public CachingFields of(KindPolicy kind) {
    CachingFields said = known.get(kind);
    return said == null ? remembered(kind) : said;
  }

  private CachingFields remembered(KindPolicy kind) {
    if (known.size() >= MOST) {
      known.clear();
    }
    CachingFields said = CachingFields.of(kind);
    known.put(kind, said);
    return said;
  }
}
