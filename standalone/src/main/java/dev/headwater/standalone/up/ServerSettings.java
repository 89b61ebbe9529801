package dev.headwater.standalone.up;

import dev.headwater.control.ControlPlaneSettings;
import dev.headwater.control.encoding.LiveIngestSettings;
import dev.headwater.control.packaging.PackagingSettings;
import dev.headwater.edge.EdgeOriginSettings;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.PostgresAddress;
import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.NodeRole;
import dev.headwater.platform.identity.NodeTokens;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.SecretReader;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings that each server would get from a file in a deployment of its own. Immutable. */
record ServerSettings(
    UpWish wish,
    DataFolder folder,
    Engines engines,
    AdminPassword password,
    Keys keys,
    OptionalInt rtmp) {
  /**
   * What the servers share.
   *
   * @param playback what keys of playback tokens are derived from
   * @param nodes what node tokens are made from
   * @param feedCopy what the data plane's copy of the feed is encrypted by
   * @param sealing what keys are sealed with
   * @param snapshot of the feed, in the store
   */
  record Keys(
      String playback, String nodes, String feedCopy, String sealing, SnapshotKeys snapshot) {
    @Override
    public String toString() {
      return "Keys[***]";
    }
  }

  private static final String SEALING_KEY = "local-1";

  /** Where viewers go, where that is a CDN before this system. */
  private static final String PUBLIC_URL = "HEADWATER_DATA_PLANE_PUBLIC_URL";

  /** What the data plane is called by the control plane. */
  private static final Identity NODE = new Identity(NodeRole.EDGE, "local");

  /** A third of what the launcher grants off the heap: the rest is for what is on its way. */
  private static final String MEMORY_TIER = "256MiB";

  /** What this doesn't say may come from the environment. */
  ControlPlaneSettings control() {
    PostgresAddress database = engines.postgres();
    Map<String, String> values = new HashMap<>();
    values.put("port", Integer.toString(wish.controlPort()));
    values.put("database.host", database.host());
    values.put("database.port", Integer.toString(database.port()));
    values.put("database.name", database.database());
    values.put("database.user", database.user());
    values.put("database.password", database.password());
    values.put("redis.state", engines.redisState());
    values.put("store.directory", folder.store().toString());
    if (!System.getenv().containsKey(PUBLIC_URL)) {
      values.put("data-plane.public-url", wish.edgeUrl().toString());
    }
    values.put("accounts.public-url", wish.controlUrl().toString());
    values.put("accounts.mail.folder", folder.mail().toString());
    values.put("playback.token-secret", keys.playback());
    values.put("sealing-keys[0].id", SEALING_KEY);
    values.put("sealing-keys[0].secret", keys.sealing());
    values.put("internal.identity.root", keys.nodes());
    values.put("feed.snapshot.signing-key", keys.snapshot().signing());
    values.put("feed.snapshot.secret", keys.snapshot().secret());
    rtmp.ifPresent(port -> values.put("live.rtmp-url", "rtmp://localhost:" + port + "/live"));
    password.value().ifPresent(value -> values.put("admin.password", value));
    return loaded(ControlPlaneSettings.class, values);
  }

  PackagingSettings packaging() {
    FfmpegPrograms programs = engines.ffmpeg();
    Map<String, String> values = new HashMap<>();
    values.put("work-dir", folder.work().toString());
    values.put("ffmpeg", programs.ffmpeg().toString());
    values.put("ffprobe", programs.ffprobe().toString());
    String libraries = programs.environment().get("LD_LIBRARY_PATH");
    if (libraries != null) {
      values.put("library-path", libraries);
    }
    return bound(PackagingSettings.class, values);
  }

  /** Whether encoders can publish here, and how what is made of it gets to the data plane. */
  LiveIngestSettings live() {
    return bound(
        LiveIngestSettings.class,
        Map.of(
            "enabled",
            Boolean.toString(rtmp.isPresent()),
            "rtmp-port",
            Integer.toString(rtmp.orElse(0)),
            "ingest-urls",
            "http://127.0.0.1:" + wish.edgePort()));
  }

  /** What this doesn't say may come from the environment. */
  EdgeOriginSettings edge() {
    return loaded(
        EdgeOriginSettings.class,
        Map.ofEntries(
            Map.entry("port", Integer.toString(wish.edgePort())),
            Map.entry("memory.max-size", MEMORY_TIER),
            Map.entry("redis.cache", engines.redisCache()),
            Map.entry("source.directory", folder.store().toString()),
            Map.entry("feed.urls", "http://127.0.0.1:" + wish.internalPort()),
            Map.entry("feed.credential.token", nodeToken()),
            Map.entry("feed.directory", folder.feed().toString()),
            Map.entry("feed.directory-secret", keys.feedCopy()),
            Map.entry("feed.snapshot.public-keys", keys.snapshot().verifying()),
            Map.entry("feed.snapshot.secret", keys.snapshot().secret()),
            Map.entry("sealing-keys[0].id", SEALING_KEY),
            Map.entry("sealing-keys[0].secret", keys.sealing())));
  }

  private String nodeToken() {
    return new NodeTokens(new Secret(keys.nodes()), Optional.empty()).issue(NODE);
  }

  private static <R extends Record> R loaded(Class<R> type, Map<String, String> values) {
    return Settings.load(type, null, System.getenv(), values, SecretReader.LITERAL);
  }

  private static <R extends Record> R bound(Class<R> type, Map<String, String> values) {
    return Settings.bind(type, List.of(SettingsSource.of("headwater up", values)));
  }

  @Override
  public String toString() {
    return "settings of " + folder.root();
  }
}
