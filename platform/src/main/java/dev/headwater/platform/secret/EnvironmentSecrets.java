package dev.headwater.platform.secret;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Secrets in variables of the environment, which a process gets once. Immutable. */
record EnvironmentSecrets(Map<String, String> variables) implements SecretStore {
  EnvironmentSecrets {
    variables = Map.copyOf(variables);
  }

  @Override
  public String read(String name) {
    String value = variables.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new SecretException("no such variable in the environment");
    }
    return value;
  }

  @Override
  public Optional<Duration> interval() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "the environment";
  }
}
