package dev.headwater.cachepolicy;

import java.util.List;

/**
 * A header field, or a cookie, that counts in keys, and with which values. Immutable.
 *
 * @param name as the policy writes it
 * @param values that count, each as it is sent; with another one it is as if it weren't there
 */
public record CountedName(String name, List<String> values) {
  public CountedName {
    values = List.copyOf(values);
  }

  /** As people read it: {@code X-Device (tv, phone)}. */
  @Override
  public String toString() {
    return name + " (" + String.join(", ", values) + ")";
  }
}
