package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.EdgeOriginSettings.Role;
import dev.headwater.edge.admission.LimitSettings;
import dev.headwater.edge.cluster.ClusterSettings;
import dev.headwater.edge.feed.FeedSettings;
import dev.headwater.edge.feed.SnapshotSettings;
import dev.headwater.edge.function.FunctionSettings;
import dev.headwater.edge.function.OnFailure;
import dev.headwater.edge.function.event.EventType;
import dev.headwater.edge.hop.HopSettings;
import dev.headwater.edge.live.LiveSettings;
import dev.headwater.edge.peer.PeerSettings;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.source.upstream.UpstreamSettings;
import dev.headwater.edge.token.TokenSettings;
import dev.headwater.platform.identity.CredentialSettings;
import dev.headwater.platform.identity.TlsSettings;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsException;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.store.s3.S3Settings;
import dev.headwater.platform.token.TokenKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeOriginSettingsTest {
  /** RFC 8032, section 7.1: those of tests 1 and 2. */
  private static final String SNAPSHOT_KEY =
      "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  private static final String OTHER_SNAPSHOT_KEY =
      "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";

  private static final UpstreamSettings UPSTREAM_DEFAULTS =
      new UpstreamSettings(
          List.of(),
          Optional.empty(),
          128,
          1_000,
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          new UpstreamSettings.Tls(Optional.empty()),
          new UpstreamSettings.Health(Optional.empty(), Duration.ofSeconds(5), 2, 2));

  private static final UpstreamSettings OTHER_UPSTREAM =
      new UpstreamSettings(
          List.of(URI.create("http://a:1"), URI.create("https://b/c")),
          Optional.of(new Secret("0a".repeat(16))),
          3,
          4,
          Duration.ofSeconds(5),
          Duration.ofSeconds(6),
          Duration.ofSeconds(7),
          Duration.ofSeconds(8),
          new UpstreamSettings.Tls(Optional.of(Path.of("/ca.pem"))),
          new UpstreamSettings.Health(Optional.of("/health"), Duration.ofSeconds(9), 10, 11));

  private static final Map<String, String> OTHER_VALUES =
      Map.ofEntries(
          Map.entry("role", "edge"),
          Map.entry("host", "127.0.0.1"),
          Map.entry("port", "18081"),
          Map.entry("admin.host", "0.0.0.0"),
          Map.entry("policy", "honour-upstream"),
          Map.entry("targets", "Our-Control, Surrogate-Control"),
          Map.entry("memory.max-size", "2GiB"),
          Map.entry("memory.max-whole", "16MiB"),
          Map.entry("memory.slice-size", "1MiB"),
          Map.entry("redis.mode", "cluster"),
          Map.entry("redis.cache", "redis://r:1, rediss://s:2"),
          Map.entry("redis.connections", "3"),
          Map.entry("redis.breaker-reset", "1s"),
          Map.entry("redis.state", "redis://s:1"),
          Map.entry("redis.max-entry", "1MiB"),
          Map.entry("peer.host", "10.0.0.1"),
          Map.entry("peer.port", "9"),
          Map.entry("peer.address", "node-1:10"),
          Map.entry("peer.secret", "cd".repeat(16)),
          Map.entry("cluster.discovery", "kubernetes"),
          Map.entry("cluster.members", "10.0.0.1:12, node-2:13"),
          Map.entry("cluster.name", "other"),
          Map.entry("cluster.node", "node-1"),
          Map.entry("cluster.host", "10.0.0.1"),
          Map.entry("cluster.port", "14"),
          Map.entry("cluster.address", "node-1:15"),
          Map.entry("cluster.aws.region", "eu-west-1"),
          Map.entry("cluster.aws.tag", "kind=node"),
          Map.entry("cluster.kubernetes.service-dns", "nodes.svc"),
          Map.entry("source.directory", "/other"),
          Map.entry("source.s3.bucket", "b0x"),
          Map.entry("source.upstream.urls", "http://a:1,https://b/c"),
          Map.entry("source.upstream.connections", "3"),
          Map.entry("source.upstream.max-waiting", "4"),
          Map.entry("source.upstream.idle-timeout", "5s"),
          Map.entry("source.upstream.connect-timeout", "6s"),
          Map.entry("source.upstream.first-byte-timeout", "7s"),
          Map.entry("source.upstream.stall-timeout", "8s"),
          Map.entry("source.upstream.tls.trust", "/ca.pem"),
          Map.entry("source.upstream.health.path", "/health"),
          Map.entry("source.upstream.health.interval", "9s"),
          Map.entry("source.upstream.health.down", "10"),
          Map.entry("source.upstream.health.up", "11"),
          Map.entry("source.upstream.hop-secret", "0a".repeat(16)),
          Map.entry("hop.secrets", "0b".repeat(16) + ", " + "0c".repeat(16)),
          Map.entry("tokens.keys[0].kid", "k1"),
          Map.entry("tokens.keys[0].secret", "ab".repeat(32)),
          Map.entry("tokens.clock-skew", "3s"),
          Map.entry("tokens.grace", "1h"),
          Map.entry("sealing-keys[0].id", "s1"),
          Map.entry("sealing-keys[0].secret", "ef".repeat(32)),
          Map.entry("feed.urls[0]", "https://c:10080"),
          Map.entry("feed.urls[1]", "https://d"),
          Map.entry("feed.credential.token", "hw1.edge.edge-1.mac"),
          Map.entry("feed.credential.tls.certificate", "/tls/crt"),
          Map.entry("feed.credential.tls.key", "/tls/key"),
          Map.entry("feed.credential.tls.trust", "/tls/ca"),
          Map.entry("feed.credential.tls.reload", "1m"),
          Map.entry("feed.directory", "/feed"),
          Map.entry("feed.directory-secret", "ef".repeat(16)),
          Map.entry("feed.snapshot.public-keys", SNAPSHOT_KEY + ", " + OTHER_SNAPSHOT_KEY),
          Map.entry("feed.snapshot.secret", "01".repeat(16)),
          Map.entry("feed.snapshot.other-secret", "23".repeat(16)),
          Map.entry("feed.region", "eu"),
          Map.entry("limits.requests-per-second", "5"),
          Map.entry("limits.trusted-proxies", "10.0.0.0/8, ::1"),
          Map.entry("fills.max", "7"),
          Map.entry("redis.password", "of Redis"),
          Map.entry("functions[0].name", "f1"),
          Map.entry("functions[0].file", "/f1.wasm"),
          Map.entry("functions[0].event", "viewer-response"),
          Map.entry("functions[0].paths", "/vod/*, /live/{channel}/index.m3u8"),
          Map.entry("functions[0].on-failure", "open"),
          Map.entry("functions[0].time-limit", "13ms"),
          Map.entry("functions[0].max-statements", "14"),
          Map.entry("functions[0].max-memory", "15MiB"),
          Map.entry("live.max-waiting", "7"),
          Map.entry("live.ends-after", "8s"),
          Map.entry("live.grace", "9s"),
          Map.entry("live.max-untaken", "10MiB"),
          Map.entry("live.max-followed", "11MiB"),
          Map.entry("live.part-hold-back", "12"),
          Map.entry("fills.max-prefetches", "3"));

  @Test
  void onlyTheSourceHasNoDefault() {
    assertThat(bind(Map.of("source.directory", "/store")))
        .isEqualTo(
            new EdgeOriginSettings(
                Role.ORIGIN,
                "0.0.0.0",
                8081,
                new EdgeOriginSettings.Admin("127.0.0.1"),
                "shipped",
                List.of(),
                new EdgeOriginSettings.Memory(
                    DataSize.ofMebibytes(512), DataSize.ofMebibytes(32), DataSize.ofMebibytes(4)),
                new EdgeOriginSettings.Redis(
                    RedisServers.Mode.STANDALONE,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    DataSize.ofMebibytes(8),
                    2,
                    Duration.ofSeconds(30)),
                new PeerSettings("127.0.0.1", Optional.empty(), Optional.empty(), Optional.empty()),
                new ClusterSettings(
                    ClusterSettings.Discovery.MEMBERS,
                    List.of(),
                    "headwater",
                    Optional.empty(),
                    "127.0.0.1",
                    5701,
                    Optional.empty(),
                    new ClusterSettings.Aws(Optional.empty(), Optional.empty()),
                    new ClusterSettings.Kubernetes(Optional.empty())),
                new EdgeOriginSettings.Source(
                    Optional.of(Path.of("/store")), S3Settings.none(), UPSTREAM_DEFAULTS),
                new FeedSettings(
                    List.of(),
                    new CredentialSettings(
                        Optional.empty(),
                        new TlsSettings(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Duration.ofSeconds(10))),
                    Optional.empty(),
                    Optional.empty(),
                    new SnapshotSettings(List.of(), Optional.empty(), Optional.empty()),
                    "local"),
                new TokenSettings(List.of(), Duration.ofSeconds(10), Duration.ofHours(6)),
                List.of(),
                new HopSettings(List.of()),
                new LimitSettings(200_000, List.of()),
                List.of(),
                new LiveSettings(
                    200_000,
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(2),
                    DataSize.ofMebibytes(128),
                    DataSize.ofMebibytes(256),
                    3),
                new EdgeOriginSettings.Fills(512, 32)));
  }

  private static ClusterSettings otherCluster() {
    return new ClusterSettings(
        ClusterSettings.Discovery.KUBERNETES,
        List.of("10.0.0.1:12", "node-2:13"),
        "other",
        Optional.of("node-1"),
        "10.0.0.1",
        14,
        Optional.of("node-1:15"),
        new ClusterSettings.Aws(Optional.of("eu-west-1"), Optional.of("kind=node")),
        new ClusterSettings.Kubernetes(Optional.of("nodes.svc")));
  }

  private static FunctionSettings otherFunction() {
    return new FunctionSettings(
        "f1",
        Path.of("/f1.wasm"),
        EventType.VIEWER_RESPONSE,
        List.of("/vod/*", "/live/{channel}/index.m3u8"),
        OnFailure.OPEN,
        Duration.ofMillis(13),
        14,
        DataSize.ofMebibytes(15));
  }

  private static LiveSettings otherLive() {
    return new LiveSettings(
        7,
        Duration.ofSeconds(8),
        Duration.ofSeconds(9),
        DataSize.ofMebibytes(10),
        DataSize.ofMebibytes(11),
        12);
  }

  @Test
  void everyKeyIsRead() {
    assertThat(bind(OTHER_VALUES))
        .isEqualTo(
            new EdgeOriginSettings(
                Role.EDGE,
                "127.0.0.1",
                18081,
                new EdgeOriginSettings.Admin("0.0.0.0"),
                "honour-upstream",
                List.of("Our-Control", "Surrogate-Control"),
                new EdgeOriginSettings.Memory(
                    DataSize.ofMebibytes(2048), DataSize.ofMebibytes(16), DataSize.ofMebibytes(1)),
                new EdgeOriginSettings.Redis(
                    RedisServers.Mode.CLUSTER,
                    List.of(URI.create("redis://r:1"), URI.create("rediss://s:2")),
                    Optional.of(URI.create("redis://s:1")),
                    Optional.of(new Secret("of Redis")),
                    DataSize.ofMebibytes(1),
                    3,
                    Duration.ofSeconds(1)),
                new PeerSettings(
                    "10.0.0.1",
                    Optional.of(9),
                    Optional.of("node-1:10"),
                    Optional.of(new Secret("cd".repeat(16)))),
                otherCluster(),
                new EdgeOriginSettings.Source(
                    Optional.of(Path.of("/other")), otherStore(), OTHER_UPSTREAM),
                new FeedSettings(
                    List.of(URI.create("https://c:10080"), URI.create("https://d")),
                    new CredentialSettings(
                        Optional.of(new Secret("hw1.edge.edge-1.mac")),
                        new TlsSettings(
                            Optional.of(Path.of("/tls/crt")),
                            Optional.of(Path.of("/tls/key")),
                            Optional.of(Path.of("/tls/ca")),
                            Duration.ofMinutes(1))),
                    Optional.of(Path.of("/feed")),
                    Optional.of(new Secret("ef".repeat(16))),
                    new SnapshotSettings(
                        List.of(SNAPSHOT_KEY, OTHER_SNAPSHOT_KEY),
                        Optional.of(new Secret("01".repeat(16))),
                        Optional.of(new Secret("23".repeat(16)))),
                    "eu"),
                new TokenSettings(
                    List.of(new TokenKey("k1", new Secret("ab".repeat(32)))),
                    Duration.ofSeconds(3),
                    Duration.ofHours(1)),
                List.of(new SealingKey("s1", new Secret("ef".repeat(32)))),
                new HopSettings(List.of(new Secret("0b".repeat(16)), new Secret("0c".repeat(16)))),
                new LimitSettings(5, List.of("10.0.0.0/8", "::1")),
                List.of(otherFunction()),
                otherLive(),
                new EdgeOriginSettings.Fills(7, 3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port=1 | source.directory, source.s3.bucket: none",
        "source.directory=/s, policy=honour-upstream | policy: honour-upstream",
        "source.directory=/s, targets=CDN Cache | targets: 'CDN Cache' (expected: the name of a field)",
        "role=edge | source.upstream.urls: none",
        "source.directory=/s, port=65000 | port: 65000",
        "source.directory=/s, cluster.host=0.0.0.0 | cluster.host: 0.0.0.0 (expected: one address",
        "source.directory=/s, cluster.members=node-1 | cluster.members: node-1 (expected: host:port",
        "source.directory=/s, cluster.address=a:65535 | cluster.address: a:65535 (expected: host:port",
        "source.directory=/s, cluster.node=a b | cluster.node: a b (expected: letters",
        "source.directory=/s, cluster.port=65535 | cluster.port: 65535",
        "source.directory=/s, cluster.discovery=kubernetes | cluster.kubernetes.service-dns: none",
        "source.directory=/s, cluster.aws.tag=node | cluster.aws.tag: node (expected: key=value)",
        "source.directory=/s, memory.max-size=7MiB | max-size: 7MiB",
        "source.directory=/s, memory.slice-size=1KiB | slice-size: 1KiB",
        "source.directory=/s, memory.max-whole=1MiB | slice-size: 4MiB",
        "source.directory=/s, redis.max-entry=17MiB | max-entry: 17MiB",
        "source.directory=/s, redis.cache=http://r:1 | redis.cache: scheme 'http', host 'r'",
        "source.directory=/s, redis.state=http://r:1 | redis.state: scheme 'http', host 'r'",
        "source.directory=/s, redis.cache[0]=redis://r:1, redis.cache[1]=redis://s:1 | redis.cache: 2 addresses (expected: one",
        "source.directory=/s, redis.state=redis://r:1, peer.port=9, peer.secret=0123456789abcdef0123456789abcdef | peer.host: 127.0.0.1",
        "source.directory=/s, redis.connections=0 | redis.connections: 0",
        "source.directory=/s, redis.breaker-reset=0s | redis.breaker-reset: PT0S",
        "source.directory=/s, functions[0].name=a_b, functions[0].file=/f.js | functions[0].name: 'a_b' (expected: small",
        "source.directory=/s, functions[0].name=a | functions[0].file: missing",
        "source.directory=/s, functions[0].name=a, functions[0].file=/f.js, functions[0].time-limit=2s | functions[0].time-limit: 2000ms",
        "source.directory=/s, functions[0].name=a, functions[0].file=/f.js, functions[0].paths=vod | functions[0].paths: 'vod' (expected: a path",
        "source.directory=/s, functions[0].name=a, functions[0].file=/f.js, functions[1].name=a, functions[1].file=/g.js | functions: two are called a",
        "source.directory=/s, fills.max=0 | max: 0",
        "source.directory=/s, feed.urls=http://c:1 | credential: none (expected: a token or a certificate",
        "source.directory=/s, feed.urls=ftp://c:1, feed.credential.token=hw1.edge.a.m | urls: ftp://c:1",
        "source.directory=/s, feed.urls=http://c:1, feed.credential.tls.certificate=/c, feed.credential.tls.key=/k | urls: http://c:1 (expected: https",
        "source.directory=/s, feed.credential.token=secret | token: *** (expected: hw1.ROLE.NAME.MAC)",
        "source.directory=/s, feed.directory=/f | directory-secret: none",
        "source.directory=/s, feed.snapshot.secret=0123456789abcdef0123456789abcdef | public-keys, secret: one is missing",
        "source.directory=/s, feed.snapshot.secret=0123456789abcdef0123456789abcdef, feed.snapshot.public-keys=abc | public-keys: 'abc' (expected: a public key",
        "source.directory=/s, feed.snapshot.other-secret=0123456789abcdef0123456789abcdef | other-secret: set",
        "source.directory=/s, feed.directory=/f, feed.directory-secret=abc | directory-secret: *** (expected: 32",
        "source.directory=/s, limits.requests-per-second=-1 | requests-per-second: -1",
        "source.directory=/s, limits.trusted-proxies=proxy | limits.trusted-proxies: 'proxy' (expected: an address",
      })
  void aValueThatCannotWorkIsRefused(String settings, String message) {
    Map<String, String> values = new HashMap<>();
    for (String setting : settings.split(", ", -1)) {
      int at = setting.indexOf('=');
      values.put(setting.substring(0, at), setting.substring(at + 1));
    }
    assertThatThrownBy(() -> bind(values))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSingleResponseTakesAnEighthOfTheMemoryAtMost() {
    EdgeOriginSettings.Memory memory =
        new EdgeOriginSettings.Memory(
            DataSize.ofMebibytes(16), DataSize.ofMebibytes(32), DataSize.ofMebibytes(4));
    assertThat(memory.whole()).isEqualTo(DataSize.ofMebibytes(2));
    assertThat(memory.slice()).isEqualTo(DataSize.ofMebibytes(2));
  }

  /** Its other keys are read beside it. */
  private static S3Settings otherStore() {
    return Settings.bind(
        S3Settings.class, List.of(SettingsSource.of("test", Map.of("bucket", "b0x"))));
  }

  private static EdgeOriginSettings bind(Map<String, String> values) {
    return Settings.bind(EdgeOriginSettings.class, List.of(SettingsSource.of("test", values)));
  }
}
