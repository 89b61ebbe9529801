package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.control.account.AccountSettings;
import dev.headwater.control.account.AdminSettings;
import dev.headwater.control.account.OidcSettings;
import dev.headwater.control.account.PasswordSettings;
import dev.headwater.control.account.SigningSettings;
import dev.headwater.control.cdn.CdnSettings;
import dev.headwater.control.cdn.CloudFrontSettings;
import dev.headwater.control.channel.LiveSettings;
import dev.headwater.control.database.DatabaseSettings;
import dev.headwater.control.feed.FeedSettings;
import dev.headwater.control.feed.SnapshotSettings;
import dev.headwater.control.http.internal.InternalSettings;
import dev.headwater.control.mail.MailSettings;
import dev.headwater.control.mail.SmtpSettings;
import dev.headwater.control.playback.PlaybackSettings;
import dev.headwater.control.playback.key.KeySettings;
import dev.headwater.control.title.TitleSettings;
import dev.headwater.control.upload.UploadSettings;
import dev.headwater.platform.identity.IdentitySettings;
import dev.headwater.platform.identity.TlsSettings;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.store.s3.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneSettingsTest {
  private static final String SECRET = "0123456789abcdef".repeat(4);
  private static final Map<String, String> REQUIRED =
      Map.of(
          "database.password",
          "p",
          "playback.token-secret",
          SECRET,
          "sealing-keys[0].id",
          "s1",
          "sealing-keys[0].secret",
          SECRET);

  private static final String OTHERS =
      """
      host = ::1
      port = 9000
      cors-origins = https://a.example, https://b.example
      admin.host = 10.0.0.1
      admin.email = root@example.org
      admin.password = secret
      database.host = db
      database.port = 5433
      database.name = n
      database.user = u
      database.password = q
      database.pool-size = 3
      database.max-waiting = 4
      database.timeout = 2s
      redis.state = rediss://r:1
      redis.password = rp
      redis.timeout = 25ms
      store.directory = /srv/store
      store.s3.bucket = films
      store.s3.part-size = 8MiB
      data-plane.public-url = https://media.example.org
      accounts.self-registration = true
      accounts.issuer = https://hw.example.org
      accounts.access-token-life = 5m
      accounts.session-life = 7d
      accounts.failures-per-account = 5
      accounts.failures-per-address = 6
      accounts.failure-window = 1h
      accounts.public-url = https://console.example.org
      accounts.email-check = true
      accounts.mails-per-recipient = 7
      accounts.mails-per-address = 8
      accounts.passwords.memory = 32MiB
      accounts.passwords.passes = 3
      accounts.mail.from = hw@example.org
      accounts.mail.folder = /srv/mail
      accounts.mail.smtp.host = smtp.example.org
      accounts.mail.smtp.port = 465
      accounts.mail.smtp.security = tls
      accounts.mail.smtp.user = mu
      accounts.mail.smtp.password = mp
      accounts.oidc.issuer = https://id.example.org
      accounts.oidc.client-id = hw
      accounts.oidc.client-secret = op
      accounts.oidc.redirect-url = https://console.example.org/back
      accounts.oidc.scopes = openid email
      accounts.signing.key-life = 7d
      accounts.signing.key-lead = 30m
      playback.token-secret = fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210
      playback.token-life = 12h
      playback.live-token-life = 24h
      playback.bind-address = true
      playback.max-streams = 3
      playback.stream-idle = 2m
      playback.keys.life = 7d
      playback.keys.cdns[0] = cdn-a
      playback.keys.cdns[1] = cdn-b
      playback.keys.checked-by = cdn-b
      live.rtmp-url = rtmps://live.example.org/app
      live.srt-host = srt.example.org
      live.srt-ports = 9000-9009
      live.ingest-url = https://push.example.org
      live.ended-after = 2m
      sealing-keys[0].id = s2
      sealing-keys[0].secret = fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210
      sealing-keys[1].id = s1
      sealing-keys[1].secret = 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      internal.host = 10.0.0.2
      internal.identity.root = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      internal.identity.previous-root = bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      internal.identity.revoked = node-1, node-2
      internal.identity.tls.certificate = /tls/crt
      internal.identity.tls.key = /tls/key
      internal.identity.tls.trust = /tls/ca
      internal.identity.tls.reload = 1m
      feed.retention = 1h
      feed.max-size = 8MiB
      feed.snapshot.signing-key = MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
      feed.snapshot.secret = cccccccccccccccccccccccccccccccc
      feed.snapshot.interval = 5s
      feed.snapshot.max-size = 32MiB
      cdns[0].name = shield
      cdns[0].kind = varnish
      cdns[0].urls = http://10.0.0.1:6081, http://10.0.0.2:6081
      cdns[0].secret = purge-it
      cdns[0].timeout = 5s
      cdns[0].attempts = 3
      cdns[0].repeat-after = 1s
      cdns[1].name = front
      cdns[1].kind = cloudfront
      cdns[1].level = 2
      cdns[1].cloudfront.distribution-id = E1ABC
      cdns[1].cloudfront.cache-tags = true
      cdns[1].cloudfront.region = cn-northwest-1
      cdns[1].cloudfront.endpoint = https://cloudfront.cn-northwest-1.amazonaws.com.cn
      cdns[1].cloudfront.access-key = ck
      cdns[1].cloudfront.secret-key = cs
      cdns[1].cloudfront.session-token = ct
      titles.gone-for = 1d
      uploads.max-size = 2GiB
      uploads.quota = 3GiB
      uploads.expire-after = 1h
      uploads.collect-every = 5s
      uploads.at-once = 7
      """;

  private static final SettingsSource S3 =
      SettingsSource.of("test", Map.of("bucket", "films", "part-size", "8MiB"));

  private static Map<String, String> values(String lines) {
    return lines
        .lines()
        .map(line -> line.split(" = ", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static ControlPlaneSettings bind(Map<String, String> values) {
    return Settings.bind(ControlPlaneSettings.class, List.of(SettingsSource.of("test", values)));
  }

  private static IdentitySettings noIdentity() {
    return new IdentitySettings(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new TlsSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(10)));
  }

  private static IdentitySettings otherIdentity() {
    return new IdentitySettings(
        Optional.of(new Secret("a".repeat(64))),
        Optional.of(new Secret("b".repeat(64))),
        List.of("node-1", "node-2"),
        new TlsSettings(
            Optional.of(Path.of("/tls/crt")),
            Optional.of(Path.of("/tls/key")),
            Optional.of(Path.of("/tls/ca")),
            Duration.ofMinutes(1)));
  }

  private static SnapshotSettings noSnapshot() {
    return new SnapshotSettings(
        Optional.empty(), Optional.empty(), Duration.ofSeconds(2), DataSize.ofMebibytes(16));
  }

  private static SnapshotSettings otherSnapshot() {
    return new SnapshotSettings(
        Optional.of(new Secret("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g")),
        Optional.of(new Secret("c".repeat(32))),
        Duration.ofSeconds(5),
        DataSize.ofMebibytes(32));
  }

  @Test
  void theDefaults() {
    assertThat(bind(REQUIRED))
        .isEqualTo(
            new ControlPlaneSettings(
                "0.0.0.0",
                8080,
                List.of(),
                new AdminSettings("127.0.0.1", "admin@headwater.local", Optional.empty()),
                new InternalSettings("127.0.0.1", noIdentity()),
                new FeedSettings(Duration.ofHours(24), DataSize.ofMebibytes(64), noSnapshot()),
                new DatabaseSettings(
                    "127.0.0.1",
                    5432,
                    "headwater",
                    "headwater",
                    new Secret("p"),
                    16,
                    500,
                    Duration.ofSeconds(5)),
                new RedisSettings(
                    URI.create("redis://127.0.0.1:6379"), Optional.empty(), Duration.ofMillis(50)),
                new StoreSettings(Path.of("data/store"), S3Settings.none()),
                new DataPlaneSettings(URI.create("http://localhost:8081")),
                new AccountSettings(
                    false,
                    "headwater",
                    Duration.ofMinutes(15),
                    Duration.ofHours(24),
                    20,
                    200,
                    Duration.ofMinutes(15),
                    URI.create("http://localhost:8080"),
                    false,
                    5,
                    2000,
                    new PasswordSettings(DataSize.parse("19MiB"), 2),
                    new SigningSettings(Duration.ofDays(30), Duration.ofHours(1)),
                    new MailSettings(
                        "headwater@localhost",
                        Path.of("data/mail"),
                        new SmtpSettings(
                            Optional.empty(),
                            587,
                            SmtpSettings.Security.STARTTLS,
                            Optional.empty(),
                            Optional.empty())),
                    new OidcSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "openid email profile")),
                playbackDefaults(),
                liveDefaults(),
                List.of(new SealingKey("s1", new Secret(SECRET))),
                List.of(),
                new TitleSettings(Duration.ofDays(30)),
                uploadDefaults()));
  }

  private static UploadSettings uploadDefaults() {
    return new UploadSettings(
        DataSize.parse("100GiB"),
        DataSize.parse("10TiB"),
        Duration.ofDays(2),
        Duration.ofMinutes(1),
        32);
  }

  @Test
  void everyKeyIsRead() {
    Map<String, String> values = values(OTHERS);
    assertThat(bind(values))
        .isEqualTo(
            new ControlPlaneSettings(
                "::1",
                9000,
                List.of("https://a.example", "https://b.example"),
                new AdminSettings(
                    "10.0.0.1", "root@example.org", Optional.of(new Secret("secret"))),
                new InternalSettings("10.0.0.2", otherIdentity()),
                new FeedSettings(Duration.ofHours(1), DataSize.ofMebibytes(8), otherSnapshot()),
                new DatabaseSettings(
                    "db", 5433, "n", "u", new Secret("q"), 3, 4, Duration.ofSeconds(2)),
                new RedisSettings(
                    URI.create("rediss://r:1"),
                    Optional.of(new Secret("rp")),
                    Duration.ofMillis(25)),
                new StoreSettings(
                    Path.of("/srv/store"), Settings.bind(S3Settings.class, List.of(S3))),
                new DataPlaneSettings(URI.create("https://media.example.org")),
                new AccountSettings(
                    true,
                    "https://hw.example.org",
                    Duration.ofMinutes(5),
                    Duration.ofDays(7),
                    5,
                    6,
                    Duration.ofHours(1),
                    URI.create("https://console.example.org"),
                    true,
                    7,
                    8,
                    new PasswordSettings(DataSize.parse("32MiB"), 3),
                    new SigningSettings(Duration.ofDays(7), Duration.ofMinutes(30)),
                    new MailSettings(
                        "hw@example.org",
                        Path.of("/srv/mail"),
                        new SmtpSettings(
                            Optional.of("smtp.example.org"),
                            465,
                            SmtpSettings.Security.TLS,
                            Optional.of("mu"),
                            Optional.of(new Secret("mp")))),
                    new OidcSettings(
                        Optional.of(URI.create("https://id.example.org")),
                        Optional.of("hw"),
                        Optional.of(new Secret("op")),
                        Optional.of(URI.create("https://console.example.org/back")),
                        "openid email")),
                otherPlayback(),
                otherLive(),
                List.of(
                    new SealingKey("s2", new Secret("fedcba9876543210".repeat(4))),
                    new SealingKey("s1", new Secret(SECRET))),
                otherCdns(),
                new TitleSettings(Duration.ofDays(1)),
                otherUploads()));
  }

  private static UploadSettings otherUploads() {
    return new UploadSettings(
        DataSize.parse("2GiB"),
        DataSize.parse("3GiB"),
        Duration.ofHours(1),
        Duration.ofSeconds(5),
        7);
  }

  private static List<CdnSettings> otherCdns() {
    return List.of(
        new CdnSettings(
            "shield",
            CdnSettings.Kind.VARNISH,
            1,
            List.of(URI.create("http://10.0.0.1:6081"), URI.create("http://10.0.0.2:6081")),
            Optional.of(new Secret("purge-it")),
            new CloudFrontSettings(
                Optional.empty(),
                false,
                "us-east-1",
                URI.create("https://cloudfront.amazonaws.com"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Duration.ofSeconds(5),
            3,
            Optional.of(Duration.ofSeconds(1))),
        new CdnSettings(
            "front",
            CdnSettings.Kind.CLOUDFRONT,
            2,
            List.of(),
            Optional.empty(),
            new CloudFrontSettings(
                Optional.of("E1ABC"),
                true,
                "cn-northwest-1",
                URI.create("https://cloudfront.cn-northwest-1.amazonaws.com.cn"),
                Optional.of(new Secret("ck")),
                Optional.of(new Secret("cs")),
                Optional.of(new Secret("ct"))),
            Duration.ofSeconds(10),
            20,
            Optional.empty()));
  }

  private static PlaybackSettings playbackDefaults() {
    return new PlaybackSettings(
        new Secret(SECRET),
        Duration.ofHours(6),
        Duration.ofHours(12),
        false,
        0,
        Duration.ofMinutes(1),
        new KeySettings(Duration.ofDays(30), List.of(), "headwater"));
  }

  private static PlaybackSettings otherPlayback() {
    return new PlaybackSettings(
        new Secret("fedcba9876543210".repeat(4)),
        Duration.ofHours(12),
        Duration.ofHours(24),
        true,
        3,
        Duration.ofMinutes(2),
        new KeySettings(Duration.ofDays(7), List.of("cdn-a", "cdn-b"), "cdn-b"));
  }

  private static LiveSettings liveDefaults() {
    return new LiveSettings(
        URI.create("rtmp://localhost:1935/live"),
        "localhost",
        "10000-10099",
        Optional.empty(),
        Duration.ofMinutes(5));
  }

  private static LiveSettings otherLive() {
    return new LiveSettings(
        URI.create("rtmps://live.example.org/app"),
        "srt.example.org",
        "9000-9009",
        Optional.of(URI.create("https://push.example.org")),
        Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource({
    "port, 65000",
    "admin.email, root",
    "database.port, 0",
    "database.pool-size, 0",
    "database.max-waiting, 0",
    "database.timeout, 0s",
    "redis.state, http://127.0.0.1",
    "redis.timeout, 0ms",
    "data-plane.public-url, ftp://x",
    "data-plane.public-url, media.example.org",
    "accounts.access-token-life, 0s",
    "accounts.failures-per-account, 0",
    "accounts.public-url, console.example.org",
    "accounts.mails-per-recipient, 0",
    "accounts.mail.from, nobody",
    "accounts.mail.smtp.port, 0",
    "accounts.oidc.scopes, email",
    "accounts.signing.key-life, 1h",
    "accounts.passwords.memory, 63KiB",
    "accounts.passwords.memory, 2GiB",
    "accounts.passwords.passes, 0",
    "accounts.passwords.passes, 101",
    "accounts.signing.key-lead, 9m",
    "playback.token-secret, abc",
    "playback.token-life, 0s",
    "playback.live-token-life, 0s",
    "playback.max-streams, -1",
    "playback.stream-idle, 9s",
    "playback.keys.life, 0s",
    "playback.keys.checked-by, cdn-c",
    "live.rtmp-url, http://localhost",
    "live.srt-host, ' '",
    "live.srt-ports, 9000",
    "live.srt-ports, 9009-9000",
    "live.srt-ports, 9000-10000",
    "live.srt-ports, 65530-65536",
    "live.ingest-url, push.example.org",
    "live.ended-after, 9s",
    "sealing-keys[0].secret, abc",
    "internal.identity.root, abc",
    "feed.retention, 0s",
    "feed.max-size, 1MiB",
    "feed.snapshot.signing-key, abc",
    "feed.snapshot.secret, abc",
    "feed.snapshot.interval, 0s",
    "feed.snapshot.max-size, 1MiB",
    "titles.gone-forr, 1d",
    "uploads.max-size, 0B",
    "uploads.max-size, 5TiB",
    "uploads.expire-after, 0s",
    "uploads.collect-every, 0s",
    "uploads.at-once, 0"
  })
  void aValueThatCannotBeUsedIsNamed(String key, String value) {
    Map<String, String> values = new HashMap<>(REQUIRED);
    values.put(key, value);
    String member = key.substring(key.lastIndexOf('.') + 1);
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> bind(values))
        .withMessageContaining(member.replace("token-secret", "secret"));
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(bind(REQUIRED).toString()).doesNotContain(SECRET).contains("***");
  }
}
