package dev.headwater.standalone;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to a running system. */
final class SystemOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the system is. Else HEADWATER_URL, else http://localhost:8080.")
  private @Nullable URI url;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  /** Without a slash at the end. Fails when it is no HTTP address. */
  URI url() {
    String text = url != null ? url.toString() : fromEnvironment();
    URI chosen = URI.create(text.replaceFirst("/+$", ""));
    if (chosen.getHost() == null || !String.valueOf(chosen.getScheme()).matches("https?")) {
      throw new CommandFailure(
          "no address of a system: " + text + " (expected: as in http://localhost:8080)");
    }
    return chosen;
  }

  boolean json() {
    return json;
  }

  private static String fromEnvironment() {
    String named = System.getenv().getOrDefault("HEADWATER_URL", "");
    return named.isBlank() ? "http://localhost:8080" : named;
  }
}
