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
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads policies from YAML; what is missing, unknown or ill-formed is a {@link PolicyException}.
 * What is well-formed and yet no good, {@link PolicyCheck} says.
 */
public final class PolicyReader {
  /** The name of the policy that Headwater ships. */
  public static final String SHIPPED = "default-policy.yaml";

  /** The schema's name, for editors; it lies beside the shipped policy. */
  public static final String SCHEMA = "policy.schema.json";

  /** A hundred times the shipped policy; reading that much takes a moment. */
  public static final int MOST_CHARACTERS = 1 << 20;

  /** Each costs memory on every node, and a look when a playlist is asked for. */
  private static final int MOST_OVERRIDES = 1_000;

  private PolicyReader() {}

  /** The policy that Headwater ships. */
  public static CachePolicy shipped() {
    return read(SHIPPED, resource(SHIPPED));
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
    PolicyNode policy = PolicyNode.root(name, compose(name, yaml));
    Duration target = policy.parsed("target-duration", PolicyReader::targetDuration);
    List<Layer> layers = policy.items("layers").stream().map(PolicyReader::layer).toList();
    KindReader reader = new KindReader(target);
    List<KindPolicy> kinds = new ArrayList<>();
    for (PolicyNode kind : policy.items("kinds")) {
      kinds.add(reader.kind(kind, kinds));
    }
    if (kinds.isEmpty()) {
      throw policy.error("kinds", "a list of at least one kind");
    }
    List<PolicyOverride> overrides = new ArrayList<>();
    for (PolicyNode override : policy.items("overrides")) {
      overrides.add(new OverrideReader(reader, kinds).override(override, overrides));
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
   * @throws IOException where there is no such file
   */
  public static CachePolicy checked(Path file) throws IOException {
    CachePolicy policy = read(file);
    List<Violation> found = PolicyCheck.of(policy);
    if (!found.isEmpty()) {
      throw new PolicyException(
          found.stream().map(one -> file + ": " + one).collect(Collectors.joining("\n")));
    }
    return policy;
  }

  /**
   * Reads a policy as it is.
   *
   * @throws IOException where there is no such file
   */
  public static CachePolicy read(Path file) throws IOException {
    if (Files.size(file) > MOST_CHARACTERS) {
      throw new PolicyException(
          "%s: %d bytes (expected: at most %d)".formatted(file, Files.size(file), MOST_CHARACTERS));
    }
    try {
      return read(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new PolicyException(file + ": not UTF-8 (expected: YAML)");
    }
  }

  private static @Nullable Node compose(String name, String yaml) {
    if (yaml.length() > MOST_CHARACTERS) {
      throw new PolicyException(
          name + ": " + yaml.length() + " characters (expected: at most " + MOST_CHARACTERS + ")");
    }
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(name)
              .setCodePointLimit(MOST_CHARACTERS)
              .setAllowRecursiveKeys(false)
              .build();
      return new Compose(settings).composeString(yaml).orElse(null);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new PolicyException(name + line + ": " + e.getProblem() + " (expected: YAML)");
    } catch (YamlEngineException e) {
      throw new PolicyException(name + ": " + e.getMessage());
    }
  }

  private static Duration targetDuration(String text) {
    return DurationText.parse(text)
        .filter(target -> target.toSeconds() >= 1 && target.toSeconds() <= 60)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + text + "' (expected: from 1s to 60s)"));
  }

  private static Layer layer(PolicyNode node) {
    Layer layer = new Layer(node.parsed("name", PolicyReader::name), node.truth("counts-age"));
    node.end();
    return layer;
  }

  private static String name(String text) {
    if (!text.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: a word of at most 32 letters, digits and hyphens)");
    }
    return text;
  }
}
