package dev.headwater.edge.feed;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the control feed comes from, and who reads it. Immutable.
 *
 * @param urls the internal ports of control planes, which are asked in turn; none: there is no feed
 */
public record FeedSettings(
    @Setting(
            doc =
                "The internal ports of control planes, as http://host:port; none: the node follows no feed.")
        List<URI> urls,
    @Setting(doc = "What the node shows there; needed where feed.urls is set.")
        Optional<Secret> secret,
    @Setting(
            doc =
                "The folder in which the node keeps what it was told, encrypted, so that it starts without a control plane; none: it asks anew at each start.")
        Optional<Path> directory,
    @Setting(doc = "The node's name, which no other node has; none: its host and port.")
        Optional<String> node,
    @Setting(value = "local", doc = "The region that the node is in.") String region) {

  public FeedSettings {
    urls = List.copyOf(urls);
    for (URI url : urls) {
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web || url.getHost() == null) {
        throw new IllegalArgumentException("urls: " + url + " (expected: http://HOST:PORT)");
      }
    }
    if (!urls.isEmpty() && secret.isEmpty()) {
      throw new IllegalArgumentException("secret: none (expected: one, where feed.urls is set)");
    }
    node.ifPresent(name -> {
      if (!name.matches("[A-Za-z0-9._:-]{1,100}")) {
        throw new IllegalArgumentException(
            "node: " + name + " (expected: letters, digits, and any of ._:-)");
      }
    });
  }

  public boolean isFollowed() {
    return !urls.isEmpty();
  }
}
