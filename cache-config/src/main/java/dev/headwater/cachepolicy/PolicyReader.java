package dev.headwater.cachepolicy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads policies from YAML; what is missing, unknown or ill-formed is a {@link PolicyException}.
 */
public final class PolicyReader {
  private static final String SHIPPED = "default-policy.yaml";

  private PolicyReader() {}

  /** The policy that Headwater ships. */
  public static CachePolicy shipped() {
    try (InputStream file = PolicyReader.class.getResourceAsStream(SHIPPED)) {
      if (file == null) {
        throw new IllegalStateException(SHIPPED + " is missing from the class path");
      }
      return read(SHIPPED, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + SHIPPED, e);
    }
  }

  /**
   * Reads a whole policy.
   *
   * @param name of the file, for messages
   */
  public static CachePolicy read(String name, String yaml) {
    Object root;
    try {
      root = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new PolicyException(String.valueOf(e.getMessage()));
    }
    PolicyNode policy = PolicyNode.root(name, root);
    List<KindPolicy> kinds = new ArrayList<>();
    for (PolicyNode kind : policy.items("kinds")) {
      kinds.add(kind(kind));
    }
    policy.end();
    if (kinds.stream().map(KindPolicy::kind).distinct().count() < kinds.size()) {
      throw policy.error("kinds", "each kind once");
    }
    return new CachePolicy(kinds);
  }

  private static KindPolicy kind(PolicyNode node) {
    KindPolicy kind =
        new KindPolicy(
            node.constant("kind", ResourceKind.class),
            node.parsed("match", PathTemplate::parse),
            node.text("content-type"),
            lifetimes(node.child("lifetimes")),
            node.truth("immutable"),
            node.truth("compress"),
            tiers(node));
    node.end();
    return kind;
  }

  private static Lifetimes lifetimes(PolicyNode node) {
    Lifetimes lifetimes =
        new Lifetimes(
            node.duration("browser"),
            node.duration("cdn"),
            node.duration("origin"),
            node.duration("stale-while-revalidate"),
            node.duration("stale-if-error"),
            node.duration("not-found"));
    node.end();
    if (lifetimes.origin().compareTo(Duration.ofSeconds(1)) < 0) {
      throw node.error("origin", "at least 1s: each second is one question to the source");
    }
    if (lifetimes.browser().compareTo(lifetimes.origin()) < 0) {
      throw node.error("browser", "at least origin, or answers arrive stale");
    }
    return lifetimes;
  }

  private static Set<KindPolicy.Tier> tiers(PolicyNode node) {
    Set<KindPolicy.Tier> tiers = EnumSet.noneOf(KindPolicy.Tier.class);
    tiers.addAll(node.constants("tiers", KindPolicy.Tier.class));
    return tiers;
  }
}
