package dev.headwater.cachepolicy.explain;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.CountedFields;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.Lifetimes;
import dev.headwater.cachepolicy.PolicyOverride;
import dev.headwater.cachepolicy.TokenNeed;
import dev.headwater.cachepolicy.check.LayerAges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** What a policy says of one URL: which rule has it, and what every layer does with it. */
public final class Explanation {
  private final CachePolicy policy;
  private final Target target;
  private final Classification what;
  private final Optional<String> overridden;
  private final Map<String, String> lines = new LinkedHashMap<>();

  private Explanation(
      CachePolicy policy, Target target, Classification of, Optional<String> publisher) {
    this.policy = policy;
    this.target = target;
    this.what = publisher.map(id -> policy.ofPublisher(of, id)).orElse(of);
    this.overridden = what.equals(of) ? Optional.empty() : publisher.map(id -> "publisher " + id);
  }

  /**
   * Explains one.
   *
   * @param url absolute, or a path with its query
   * @return what is said, in the order in which it is read; empty where no kind has the path
   */
  public static Optional<Map<String, String>> of(CachePolicy policy, String url) {
    return of(policy, url, Optional.empty());
  }

  /**
   * The same where it is known who made the title or channel.
   *
   * @param publisher by the ID of the control plane
   */
  public static Optional<Map<String, String>> of(
      CachePolicy policy, String url, Optional<String> publisher) {
    Target target = Target.of(url);
    return policy
        .classify(target.path())
        .map(what -> new Explanation(policy, target, what, publisher).lines());
  }

  private Map<String, String> lines() {
    KindPolicy kind = what.policy();
    lines.put("kind", kind.kind().word());
    lines.put("match", kind.match() + variables());
    policy
        .override(kind.kind(), what.variables())
        .map(PolicyOverride::whose)
        .or(() -> overridden)
        .ifPresent(whose -> lines.put("override", whose));
    publishers(kind);
    lines.put("key", key(kind));
    counted(kind.key().fields());
    lines.put("token", token(kind));
    lines.put("tags", String.join(", ", what.tags()));
    lines.put("content-type", kind.contentType() + (kind.compress() ? ", compressed" : ""));
    lines.put("priority", kind.priority().name().toLowerCase(Locale.ROOT));
    layers(kind);
    return lines;
  }

  private String variables() {
    StringJoiner values = new StringJoiner(", ", " (", ")").setEmptyValue("");
    what.policy()
        .match()
        .variables()
        .forEach(name -> values.add(name + " is " + what.variables().get(name)));
    return values.toString();
  }

  private String key(KindPolicy kind) {
    List<String> dropped = new ArrayList<>(target.parameters().keySet());
    dropped.removeAll(kind.key().query());
    return target.path()
        + kind.key().query(target.parameters())
        + (dropped.isEmpty() ? "" : " (without " + String.join(", ", dropped) + ")");
  }

  /** Who else would have it otherwise. */
  private void publishers(KindPolicy kind) {
    Set<String> others = policy.publishers(kind.kind()).keySet();
    boolean count = policy.override(kind.kind(), what.variables()).isEmpty();
    if (overridden.isEmpty() && count && !others.isEmpty()) {
      lines.put("otherwise", "where it is made by publisher " + String.join(", ", others));
    }
  }

  /** With those values, and with no other. */
  private void counted(CountedFields fields) {
    if (!fields.isNone()) {
      StringJoiner said = new StringJoiner("; ");
      fields.headers().forEach(one -> said.add("the header " + one));
      fields.cookies().forEach(one -> said.add("the cookie " + one));
      lines.put(
          "key counts",
          "%s; with any other value it is as if it weren't there: at most %d copies"
              .formatted(said, fields.combinations()));
    }
  }

  private String token(KindPolicy kind) {
    String need =
        kind.token() == TokenNeed.ALWAYS
            ? "needed"
            : "needed where the publication or channel is private";
    return target.hasToken() ? need + "; taken from the path" : need;
  }

  private void layers(KindPolicy kind) {
    Lifetimes lifetimes = kind.lifetimes();
    lines.put("origin", origin(kind));
    String asks = "the origin";
    boolean single = policy.override(kind.kind(), what.variables()).isPresent();
    KindPolicy anybody = single ? kind : policy.ofAnyPublisher(policy.usual(kind.kind()));
    for (Layer layer : policy.layers()) {
      lines.put("layer " + layer.name(), LayerSentence.of(layer, kind, anybody, asks));
      asks = layer.name();
    }
    lines.put(
        "browser",
        (lifetimes.browser().isZero()
                ? "asks each time"
                : "keeps it " + DurationText.of(lifetimes.browser()))
            + (kind.immutable() ? ", and never asks whether it changed" : ""));
    lines.put("oldest", DurationText.of(LayerAges.oldest(lifetimes, policy.layers())));
    lines.put("not-found", "kept " + DurationText.of(lifetimes.notFound()));
  }

  private static String origin(KindPolicy kind) {
    if (kind.tiers().isEmpty()) {
      return "keeps nothing";
    }
    Lifetimes lifetimes = kind.lifetimes();
    StringJoiner said = new StringJoiner(", ");
    for (KindPolicy.Tier tier : KindPolicy.Tier.values()) {
      Long largest = kind.tiers().get(tier);
      if (largest != null) {
        String name = tier.name().toLowerCase(Locale.ROOT);
        said.add(largest == Long.MAX_VALUE ? name : name + " up to " + largest + " bytes");
      }
    }
    return said
        + ": asks the source after "
        + DurationText.of(lifetimes.origin())
        + "; stale "
        + DurationText.of(lifetimes.staleWhileRevalidate())
        + " more while it asks, "
        + DurationText.of(lifetimes.staleIfError())
        + " more where that fails";
  }
}
