package dev.headwater.edge.feed;

import dev.headwater.platform.identity.CredentialSettings;
import dev.headwater.platform.sealing.DerivedKey;
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
 * @param credential what the node shows there, which also names it
 * @param snapshot where it looks when none of them is there
 */
public record FeedSettings(
    @Setting(
            doc =
                "The internal ports of control planes, as http://host:port or https://host:port; none: the node follows no feed.")
        List<URI> urls,
    CredentialSettings credential,
    @Setting(
            doc =
                "The folder in which the node keeps what it was told, encrypted, so that it starts without a control plane; none: it asks anew at each start.")
        Optional<Path> directory,
    @Setting(
            doc =
                "What the copy in feed.directory is encrypted by, at least 32 characters, drawn at random for this node; needed where feed.directory is set.")
        Optional<Secret> directorySecret,
    SnapshotSettings snapshot,
    @Setting(value = "local", doc = "The region that the node is in.") String region) {

  public FeedSettings {
    urls = List.copyOf(urls);
    for (URI url : urls) {
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web || url.getHost() == null) {
        throw new IllegalArgumentException("urls: " + url + " (expected: http://HOST:PORT)");
      }
      if (credential.tls().certificate().isPresent() && !"https".equals(url.getScheme())) {
        throw new IllegalArgumentException(
            "urls: " + url + " (expected: https, where a certificate is shown)");
      }
    }
    if (!urls.isEmpty() && !credential.isPresent()) {
      throw new IllegalArgumentException(
          "credential: none (expected: a token or a certificate, where feed.urls is set)");
    }
    if (directory.isPresent() && directorySecret.isEmpty()) {
      throw new IllegalArgumentException(
          "directory-secret: none (expected: one, where feed.directory is set)");
    }
    directorySecret.ifPresent(secret -> DerivedKey.check("directory-secret", secret));
  }

  public boolean isFollowed() {
    return !urls.isEmpty();
  }
}
