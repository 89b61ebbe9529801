package dev.headwater.edge.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's word that another one has the slot (Redis cluster specification, "MOVED Redirection",
 * "ASK Redirection"). Immutable.
 *
 * @param asking whether it holds for this call alone: the slot is on its way
 * @param slot that was asked for
 * @param server that has it
 */
record Redirection(boolean asking, int slot, URI server) {
  private static final Pattern FORM = Pattern.compile("(MOVED|ASK) (\\d{1,5}) (\\S*):(\\d{1,5})");

  /** Empty where the failure says something else. */
  static Optional<Redirection> of(Throwable failure, URI asked) {
    Matcher form = FORM.matcher(String.valueOf(failure.getMessage()));
    if (!form.matches() || Integer.parseInt(form.group(2)) >= HashSlot.COUNT) {
      return Optional.empty();
    }
    return server(asked, form.group(3), Integer.parseInt(form.group(4)))
        .map(server ->
            new Redirection(form.group(1).equals("ASK"), Integer.parseInt(form.group(2)), server));
  }

  /** Reached as the other one is; without a name, it is on the same host. */
  static Optional<URI> server(URI asked, String host, int port) {
    try {
      return Optional.of(
          new URI(
              asked.getScheme(),
              asked.getUserInfo(),
              host.isEmpty() ? asked.getHost() : host,
              port,
              asked.getPath(),
              asked.getQuery(),
              null));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
