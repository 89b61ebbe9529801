package dev.headwater.cachepolicy.explain;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.LifetimeTerms;
import dev.headwater.cachepolicy.PolicyOverride;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What two policies say otherwise. */
public final class PolicyDifference {
  private PolicyDifference() {}

  /**
   * One thing.
   *
   * @param key where it stands, such as media-segment.lifetimes.cdn
   * @param before what the one says; empty: nothing
   * @param after what the other says; empty: nothing
   */
  public record Change(String key, String before, String after) {}

  /** In the order of their keys; empty where they mean the same. */
  public static List<Change> between(CachePolicy before, CachePolicy after) {
    Map<String, String> one = said(before);
    Map<String, String> other = said(after);
    TreeSet<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    List<Change> changes = new ArrayList<>();
    for (String key : keys) {
      String old = one.getOrDefault(key, "");
      String now = other.getOrDefault(key, "");
      if (!old.equals(now)) {
        changes.add(new Change(key, old, now));
      }
    }
    return changes;
  }

  private static Map<String, String> said(CachePolicy policy) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("target-duration", DurationText.of(policy.targetDuration()));
    policy.layers().forEach(layer -> say(said, "layers." + layer.name(), layer));
    policy.kinds().forEach(kind -> say(said, kind.kind().word(), kind));
    for (PolicyOverride override : policy.overrides()) {
      override
          .kinds()
          .forEach((kind, caching) ->
              lifetimes(said, override.whose() + "." + kind.word(), caching.terms()));
    }
    return said;
  }

  private static void say(Map<String, String> said, String place, Layer layer) {
    said.put(place + ".role", word(layer.role()));
    said.put(place + ".program", layer.program().map(PolicyDifference::word).orElse(""));
    said.put(place + ".counts-age", "" + layer.countsAge());
    said.put(place + ".address", layer.address().orElse(""));
  }

  private static void say(Map<String, String> said, String place, KindPolicy kind) {
    said.put(place + ".match", kind.match().toString());
    said.put(place + ".content-type", kind.contentType());
    lifetimes(said, place, kind.terms());
    said.put(place + ".key", kind.key().query().toString());
    said.put(place + ".key.headers", kind.key().fields().headers().toString());
    said.put(place + ".key.cookies", kind.key().fields().cookies().toString());
    said.put(place + ".tags", kind.tags().stream().map(tag -> tag.text()).toList().toString());
    said.put(place + ".immutable", "" + kind.immutable());
    said.put(place + ".compress", "" + kind.compress());
    said.put(place + ".priority", word(kind.priority()));
    said.put(place + ".token", word(kind.token()));
    for (KindPolicy.Tier tier : KindPolicy.Tier.values()) {
      Long largest = kind.tiers().get(tier);
      said.put(place + ".tiers." + word(tier), largest == null ? "none" : "" + largest);
    }
  }

  private static void lifetimes(Map<String, String> said, String place, LifetimeTerms terms) {
    said.put(place + ".lifetimes.browser", "" + terms.browser());
    said.put(place + ".lifetimes.cdn", "" + terms.cdn());
    said.put(place + ".lifetimes.origin", "" + terms.origin());
    said.put(place + ".lifetimes.stale-while-revalidate", "" + terms.staleWhileRevalidate());
    said.put(place + ".lifetimes.stale-if-error", "" + terms.staleIfError());
    said.put(place + ".lifetimes.not-found", "" + terms.notFound());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
