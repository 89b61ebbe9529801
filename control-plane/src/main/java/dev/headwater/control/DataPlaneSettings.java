package dev.headwater.control;

import dev.headwater.platform.settings.Setting;
import java.net.URI;

/** Where the bytes are served. Immutable. */
public record DataPlaneSettings(
    @Setting(value = "http://localhost:8081", doc = "Where viewers reach the data plane.")
        URI publicUrl) {

  public DataPlaneSettings {
    boolean web = "http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme());
    if (!web || publicUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "public-url: " + publicUrl + " (expected: http://HOST:PORT or https://HOST)");
    }
  }
}
