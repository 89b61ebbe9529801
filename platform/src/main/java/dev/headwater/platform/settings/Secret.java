package dev.headwater.platform.settings;

/**
 * A value that must not be printed. Immutable.
 *
 * @param value the secret itself, for the one place that needs it
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
