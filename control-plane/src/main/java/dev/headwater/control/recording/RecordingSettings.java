package dev.headwater.control.recording;

import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.util.List;

/** Where a worker reads channels that are to be recorded. Immutable. */
public record RecordingSettings(
    @Setting(
            doc =
                "Nodes of the data plane that recorded channels are read from, http:// or https://: from the first, while it fails from the next. None: live.ingest-urls; without those, recordings are left to other workers.")
        List<URI> urls) {
  public RecordingSettings {
    urls = List.copyOf(urls);
    for (URI url : urls) {
      if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
        throw new IllegalArgumentException(
            "urls: " + url + " (expected: http://HOST or https://HOST)");
      }
    }
  }

  /** Those that are named here, else those that live media is pushed to. */
  public List<URI> urls(List<URI> ingestUrls) {
    return urls.isEmpty() ? ingestUrls : urls;
  }
}
