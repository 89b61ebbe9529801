package dev.headwater.platform.settings;

/** Makes a secret of what stands in its place in the settings: itself, or where it is kept. */
@FunctionalInterface
public interface SecretReader {
  /** For settings that hold their secrets themselves. */
  SecretReader LITERAL = Secret::new;

  /** Fails with IllegalArgumentException, whose message doesn't show the secret. */
  Secret read(String text);
}
