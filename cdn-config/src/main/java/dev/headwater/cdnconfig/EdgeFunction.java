package dev.headwater.cdnconfig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A function that runs at the edge, written once in the style of CloudFront Functions: {@code
 * function handler(event)}, and a constant {@code configuration}. Its source keeps to what
 * JavaScript runtime 2.0 of CloudFront and njs 0.7.9 both understand.
 */
public enum EdgeFunction {
  /** Checks playback tokens, and takes them out of requests. */
  TOKEN,
  /** Leaves what counts of the query. */
  KEY,
  /** Answers preflight requests, and says which pages may read. */
  CORS,
  /** Lets viewers of some countries pass. */
  GEO,
  /** Sends viewers elsewhere. */
  REDIRECT,
  /** Gives each viewer one of several variants. */
  VARIANT;

  /** As its file is called, without ending. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String source() {
    return resource("functions/" + word() + ".js");
  }

  static String resource(String name) {
    try (InputStream stream = EdgeFunction.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
