package dev.headwater.control;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.AdminSettings;
import dev.headwater.control.cdn.CdnSettings;
import dev.headwater.control.channel.LiveSettings;
import dev.headwater.control.database.DatabaseSettings;
import dev.headwater.control.feed.FeedSettings;
import dev.headwater.control.http.internal.InternalSettings;
import dev.headwater.control.playback.PlaybackSettings;
import dev.headwater.control.title.TitleSettings;
import dev.headwater.control.upload.UploadSettings;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Setting;
import java.util.List;

/** All settings of a control plane. Immutable. */
public record ControlPlaneSettings(
    @Setting(value = "0.0.0.0", doc = "Address that API and console listen on.") String host,
    @Setting(
            value = "8080",
            doc = "Port of API and console; the admin port is 1000 higher, that of the feed 2000.")
        int port,
    @Setting(doc = "Other sites whose pages may call the API, such as https://example.org.")
        List<String> corsOrigins,
    AdminSettings admin,
    InternalSettings internal,
    FeedSettings feed,
    DatabaseSettings database,
    RedisSettings redis,
    StoreSettings store,
    DataPlaneSettings dataPlane,
    AccountSettings accounts,
    PlaybackSettings playback,
    LiveSettings live,
    @Setting(
            doc =
                "Keys that token keys, content keys and stream keys are sealed with, which nodes have too; the first seals, the others open what was sealed with them.")
        List<SealingKey> sealingKeys,
    List<CdnSettings> cdns,
    TitleSettings titles,
    UploadSettings uploads) {
  private static final int ADMIN_PORT_OFFSET = 1000;
  private static final int INTERNAL_PORT_OFFSET = 2000;
  private static final int LAST_PORT = 65_535 - INTERNAL_PORT_OFFSET;

  public ControlPlaneSettings {
    corsOrigins = List.copyOf(corsOrigins);
    sealingKeys = List.copyOf(sealingKeys);
    cdns = List.copyOf(cdns);
    SealingKey.check(sealingKeys, true);
    CdnSettings.check(cdns);
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to " + LAST_PORT + ")");
    }
  }

  /** Any free port where the other one is any free port too. */
  int adminPort() {
    return port == 0 ? 0 : port + ADMIN_PORT_OFFSET;
  }

  /** Any free port where the other one is any free port too. */
  int internalPort() {
    return port == 0 ? 0 : port + INTERNAL_PORT_OFFSET;
  }
}
