package dev.headwater.edge.judge;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The least numbers of required and optional cases that have to pass. Immutable. */
public record CacheTestGate(int required, int optional) {
  /** Of a properties file with these two keys and nothing else. */
  static CacheTestGate parse(String text) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CacheTestGate gate = new CacheTestGate(number(values, "required"), number(values, "optional"));
    if (values.size() != 2) {
      throw new IllegalArgumentException(
          "gate: " + values.keySet() + " (expected: required, optional)");
    }
    return gate;
  }

  private static int number(Properties values, String key) {
    return Integer.parseInt(values.getProperty(key, ""));
  }
}
