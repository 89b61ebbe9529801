package dev.headwater.cachepolicy.yaml;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.PolicyOverride;
import dev.headwater.cachepolicy.check.PolicyCheck;
import dev.headwater.cachepolicy.check.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads policies from YAML; what is missing, unknown or ill-formed is a {@link PolicyException}.
 * What is well-formed and yet no good, {@link PolicyCheck} says.
 */
public final class PolicyReader {
  /** The name of the policy that Headwater ships. */
  public static final String SHIPPED = "default-policy.yaml";

  /** The schema's name, for editors; it lies beside the shipped policy. */
  public static final String SCHEMA = "policy.schema.json";

  /** Of the cases in which a policy breaks an invariant: those are enough to see what is wrong. */
  private static final int MOST_SHOWN = 10;

  /** Each costs memory on every node, and a look when a playlist is asked for. */
  private static final int MOST_OVERRIDES = 1_000;

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private PolicyReader() {}

  /** The policy that Headwater ships. */
  public static CachePolicy shipped() {
    return read(shippedText());
  }

  /** The same as it is written. */
  public static PolicyText shippedText() {
    return new PolicyText(SHIPPED, resource(SHIPPED));
  }

  /** A file of this module, shipped policy or schema. */
  public static String resource(String name) {
    try (InputStream file = CachePolicy.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }

  /**
   * Reads a whole policy.
   *
   * @param name of the file, for messages
   */
  public static CachePolicy read(String name, String yaml) {
    return read(new PolicyText(name, yaml));
  }

  private static CachePolicy read(PolicyText text) {
    return read(text, new HashMap<>());
  }

  /**
   * Reads a policy.
   *
   * @param lines takes where each kind stands, of all and of single titles and channels
   */
  private static CachePolicy read(PolicyText text, Map<Violation.Place, Integer> lines) {
    PolicyNode policy = PolicyNode.root(text.name(), text.document());
    Duration target = policy.parsed("target-duration", PolicyReader::targetDuration);
    List<Layer> layers = new ArrayList<>();
    for (PolicyNode layer : policy.items("layers")) {
      layers.add(LayerReader.layer(layer, layers));
    }
    KindReader reader = new KindReader(target);
    List<KindPolicy> kinds = new ArrayList<>();
    for (PolicyNode kind : policy.items("kinds")) {
      kinds.add(reader.kind(kind, kinds));
      lines.put(new Violation.Place(kinds.getLast().kind(), ""), kind.line());
    }
    if (kinds.isEmpty()) {
      throw policy.error("kinds", "a list of at least one kind");
    }
    List<PolicyOverride> overrides = new ArrayList<>();
    for (PolicyNode override : policy.items("overrides")) {
      PolicyOverride one = new OverrideReader(reader, kinds).override(override, overrides);
      overrides.add(one);
      one.kinds()
          .keySet()
          .forEach(kind -> lines.put(new Violation.Place(kind, one.whose()), override.line()));
      if (overrides.size() > MOST_OVERRIDES) {
        throw policy.error("overrides", "at most " + MOST_OVERRIDES);
      }
    }
    policy.end();
    return new CachePolicy(target, layers, kinds, overrides);
  }

  /**
   * Reads a policy that is to be used; one that breaks an invariant is refused with the cases.
   *
   * @throws IOException where the file can't be read
   */
  public static CachePolicy checked(Path file) throws IOException {
    return checked(PolicyText.of(file));
  }

  /** The same for a text. */
  public static CachePolicy checked(PolicyText text) {
    Map<Violation.Place, Integer> lines = new HashMap<>();
    CachePolicy policy = read(text, lines);
    List<Violation> found = PolicyCheck.of(policy);
    if (found.isEmpty()) {
      return policy;
    }
    String shown =
        found.stream()
            .limit(MOST_SHOWN)
            .map(one -> text.name() + ":" + lines.get(one.place()) + ": " + one)
            .collect(Collectors.joining("\n"));
    int others = found.size() - MOST_SHOWN;
    throw new PolicyException(others > 0 ? shown + "\nand " + others + " more" : shown);
  }

  /**
   * Reads a policy as it is.
   *
   * @throws IOException where the file can't be read
   */
  public static CachePolicy read(Path file) throws IOException {
    return read(PolicyText.of(file));
  }

  private static Duration targetDuration(String text) {
    return DurationText.parse(text)
        .filter(target -> target.compareTo(SHORTEST) >= 0 && target.compareTo(LONGEST) <= 0)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + text + "' (expected: from 1s to 60s)"));
  }
}
