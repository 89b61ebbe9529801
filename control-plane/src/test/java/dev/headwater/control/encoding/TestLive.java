package dev.headwater.control.encoding;

import dev.headwater.control.packaging.PackagingSettings;
import dev.headwater.control.testing.TestCatalog;
import dev.headwater.engines.FfmpegPrograms;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.sealing.SealingKey;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A worker's live part on a catalog of its own, with two nodes to push to. */
final class TestLive implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);

  private static final Envelope ENVELOPE =
      new Envelope(List.of(new SealingKey("s1", new Secret("0123456789abcdef".repeat(4)))));

  private final Vertx vertx = Vertx.vertx();
  private final TestCatalog catalog = TestCatalog.open(vertx);
  private final IngestRecorder first = new IngestRecorder(vertx);
  private final IngestRecorder second = new IngestRecorder(vertx);
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final LiveIngest live;

  TestLive(Map<String, String> more) {
    this(more, _ -> {});
  }

  /**
   * @param before makes what the worker finds when it starts
   */
  TestLive(Map<String, String> more, Consumer<TestLive> before) {
    Map<String, String> values = new HashMap<>(more);
    values.put("enabled", "true");
    values.put("host", "127.0.0.1");
    values.put("rtmp-port", "0");
    values.put("preset", "ultrafast");
    values.put(
        "ingest-urls",
        Stream.of(first, second)
            .map(IngestRecorder::url)
            .map(URI::toString)
            .collect(Collectors.joining(", ")));
    LiveIngestSettings settings =
        Settings.bind(LiveIngestSettings.class, List.of(SettingsSource.of("test", values)));
    before.accept(this);
    live =
        LiveIngest.start(vertx, settings, packaging(), catalog.pool(), ENVELOPE, registry).await();
  }

  static FfmpegPrograms programs() {
    return SharedEngines.ffmpeg();
  }

  private static PackagingSettings packaging() {
    return Settings.bind(PackagingSettings.class, List.of())
        .with(
            programs().ffmpeg(),
            programs().ffprobe(),
            Optional.ofNullable(programs().environment().get("LD_LIBRARY_PATH")).map(Path::of));
  }

  /** A channel whose stream key is {@code key-of-ID}. */
  void channel(String id, String latency) {
    String key = key(id);
    catalog.query(
        "insert into channels (id, owner_id, name, visibility, latency, dvr_seconds, key_hash, sealed_key)"
            + " values ($1, 'p1', $1, 'public', $2, 0, $3, $4)",
        id,
        latency,
        Channel.hash(key),
        ENVELOPE.seal(key.getBytes(StandardCharsets.UTF_8), "stream key of channel " + id));
  }

  void srtPort(String id, int port) {
    catalog.query("update channels set srt_port = $2 where id = $1", id, port);
  }

  void delete(String id) {
    catalog.query("update channels set deleted_at = now() where id = $1", id);
  }

  static String key(String id) {
    return "key-of-" + id;
  }

  String rtmp(String key) {
    return "rtmp://127.0.0.1:" + live.rtmpPort() + "/live/" + key;
  }

  int rtmpPort() {
    return live.rtmpPort();
  }

  IngestRecorder first() {
    return first;
  }

  IngestRecorder second() {
    return second;
  }

  double count(String counter, String... tags) {
    return registry.find(counter).tags(tags).counters().stream()
        .mapToDouble(each -> each.count())
        .sum();
  }

  double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  /** How many fragments the last push of a track has brought. */
  static int fragments(IngestRecorder node, String path) {
    return node.last(path).map(put -> put.track().fragments().size()).orElse(0);
  }

  /** The ffmpeg processes that encode, as this process has started them. */
  static List<ProcessHandle> encoders() {
    return ProcessHandle.current()
        .children()
        .filter(child ->
            child.info().arguments().map(List::of).orElse(List.of()).contains("unix:audio.sock"))
        .toList();
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not so within " + LIMIT);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public void close() {
    live.close().await();
    first.close();
    second.close();
    catalog.close();
    vertx.close().await();
  }
}
