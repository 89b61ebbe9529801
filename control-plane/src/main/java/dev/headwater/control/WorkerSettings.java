package dev.headwater.control;

import dev.headwater.control.database.DatabaseSettings;
import dev.headwater.control.encoding.LiveIngestSettings;
import dev.headwater.control.packaging.Encryption;
import dev.headwater.control.packaging.PackagingSettings;
import dev.headwater.control.recording.RecordingSettings;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Setting;
import java.util.List;

/** All settings of a packaging worker that has a process to itself. Immutable. */
public record WorkerSettings(
    @Setting(
            value = "8082",
            doc = "Nothing listens on it: it places the admin port, which is 1000 higher.")
        int port,
    Admin admin,
    DatabaseSettings database,
    StoreSettings store,
    @Setting(
            doc =
                "Keys that content keys and stream keys are sealed with, which control plane and nodes have too; the first seals.")
        List<SealingKey> sealingKeys,
    PackagingSettings packaging,
    LiveIngestSettings live,
    RecordingSettings recordings) {
  private static final int ADMIN_PORT_OFFSET = 1000;
  private static final int LAST_PORT = 65_535 - ADMIN_PORT_OFFSET;

  public WorkerSettings {
    sealingKeys = List.copyOf(sealingKeys);
    SealingKey.check(sealingKeys, packaging.encryption() != Encryption.NONE);
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to " + LAST_PORT + ")");
    }
  }

  /** The operator's door: health and metrics. */
  public record Admin(
      @Setting(value = "127.0.0.1", doc = "Address that the admin port listens on.") String host) {}

  /** Any free port where the other one is any free port too. */
  int adminPort() {
    return port == 0 ? 0 : port + ADMIN_PORT_OFFSET;
  }

  /** With programs that were found, where the settings leave it to the worker to find some. */
  public WorkerSettings with(PackagingSettings found) {
    return new WorkerSettings(port, admin, database, store, sealingKeys, found, live, recordings);
  }
}
