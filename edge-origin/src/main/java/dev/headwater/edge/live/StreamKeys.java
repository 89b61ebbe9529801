package dev.headwater.edge.live;

import dev.headwater.edge.admission.ClientAddress;
import dev.headwater.platform.channel.Channel;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Whether who pushes has the stream key of a channel: the user of Basic authentication is the
 * channel, the password its key. Thread-safe.
 */
final class StreamKeys {
  private static final String BASIC = "Basic ";

  private final ChannelTable table;
  private final WrongKeys wrongKeys;
  private final Optional<ClientAddress> addresses;

  /** What becomes of who pushes. */
  sealed interface Verdict {
    record Opens(Channel channel) implements Verdict {}

    record Wrong() implements Verdict {}

    /** Whatever the key is that was shown. */
    record TooMany(Duration waiting) implements Verdict {}
  }

  /**
   * @param addresses of who pushes; none: other nodes push, which have looked at keys themselves
   */
  StreamKeys(ChannelTable table, WrongKeys wrongKeys, Optional<ClientAddress> addresses) {
    this.table = table;
    this.wrongKeys = wrongKeys;
    this.addresses = addresses;
  }

  /** Encoders show a key only when they were refused without: that is none that is wrong. */
  Verdict check(HttpServerRequest request, String id) {
    String field = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (field == null) {
      return new Verdict.Wrong();
    }
    Optional<Channel> channel = table.find(id).filter(Channel::open);
    Optional<WrongKeys.Sender> sender =
        addresses.map(
            all -> new WrongKeys.Sender(all.of(request), channel.map(Channel::id).orElse("")));
    Optional<Duration> waiting = sender.flatMap(wrongKeys::waitFor);
    if (waiting.isPresent()) {
      return new Verdict.TooMany(waiting.get());
    }
    if (channel.isPresent() && opens(channel.get(), field)) {
      sender.ifPresent(wrongKeys::right);
      return new Verdict.Opens(channel.get());
    }
    wrongKeys.wrong(sender);
    return new Verdict.Wrong();
  }

  private static boolean opens(Channel channel, String field) {
    if (!field.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return false;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(field.substring(BASIC.length()).strip());
      String shown = new String(decoded, StandardCharsets.UTF_8);
      int colon = shown.indexOf(':');
      return colon >= 0
          && shown.substring(0, colon).equals(channel.id())
          && channel.opens(shown.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
