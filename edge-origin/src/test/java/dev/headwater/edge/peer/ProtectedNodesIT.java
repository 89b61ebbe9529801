package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;
import static dev.headwater.edge.peer.Await.on;
import static dev.headwater.edge.peer.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.ScriptedFeed;
import dev.headwater.edge.TestChannel;
import dev.headwater.edge.TestPictures;
import dev.headwater.edge.crowd.SyntheticTrack;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.channel.ChannelEncryption.Scheme;
import dev.headwater.platform.channel.Latency;
import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.token.PlaybackClaims;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenSigner;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One protected channel on two nodes, a process each, with one store. */
class ProtectedNodesIT {
  private static final TokenKey TOKENS = new TokenKey("k1", new Secret("ab".repeat(32)));
  private static final int SEGMENTS = 4;
  private static final Pattern SEGMENT = Pattern.compile("^([^#].*\\.m4s)$", Pattern.MULTILINE);
  private static final Pattern KID = Pattern.compile("default_KID=\"([^\"]*)\"");
  private static final Pattern KEY_URI = Pattern.compile("URI=\"[./]*(keys/[^\"]*)\"");

  @TempDir Path folder;

  /** Leases in Redis outlive a test. */
  private final String channel = "c" + UUID.randomUUID().toString().replace("-", "");

  private TestChannel encoder = TestChannel.of(channel);

  private final ScriptedFeed feed = new ScriptedFeed();
  private final Map<String, String> settings = new HashMap<>();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final HttpClient client = vertx.createHttpClient();
  private final List<NodeProcess> nodes = new ArrayList<>();

  @BeforeEach
  void start() {
    settings.putAll(feed.settings());
    settings.putAll(
        Map.of(
            "host", "127.0.0.1",
            "port", "0",
            "memory.max-size", "64MiB",
            "source.directory", folder.toString(),
            "redis.state", SharedEngines.redisState().url(),
            "peer.port", "0",
            "peer.secret", Cluster.SECRET));
    settings.putAll(
        Map.of(
            "tokens.keys[0].kid", TOKENS.kid(),
            "tokens.keys[0].secret", TOKENS.secret().value()));
    settings.putAll(TestChannel.SEALING_SETTINGS);
  }

  private void say(Scheme scheme, Latency latency) {
    encoder = TestChannel.of(channel).with(latency).encrypted(scheme, 2);
    feed.say(encoder.change());
    nodes.addAll(NodeProcess.start(2, settings));
  }

  @AfterEach
  void stop() {
    nodes.forEach(NodeProcess::close);
    await(vertx.close());
    feed.close();
  }

  @Test
  void aNodeThatFollowsGivesTheSameSegmentsAndTheirKeys() {
    say(Scheme.AES_128, Latency.STANDARD);
    SyntheticTrack track = new SyntheticTrack(1_000);
    push(Buffer.buffer(SyntheticTrack.header()));
    for (int i = 0; i < (SEGMENTS + 1) * 2 * SyntheticTrack.FRAGMENTS_OF_SEGMENT; i++) {
      push(Buffer.buffer(track.fragment()));
    }
    until("all on the owner", () -> found(SEGMENT, playlist(0)).size() == SEGMENTS);
    assertSameOnBoth();
    for (String segment : found(SEGMENT, playlist(1))) {
      String sent = get(1, "live/" + channel + "/v/" + segment);
      assertThat(sent).isEqualTo(get(0, "live/" + channel + "/v/" + segment));
      assertThat(sent).doesNotContain("moof");
    }
  }

  private void assertSameOnBoth() {
    until("all on the other", () -> playlist(1).equals(playlist(0)));
    List<String> keys = found(KEY_URI, playlist(1));
    assertThat(keys).hasSize(2);
    for (String key : keys) {
      String given = get(1, key);
      assertThat(given).hasSize(16).isEqualTo(get(0, key));
    }
  }

  @Test
  void aNodeThatFollowsGivesTheKeysOfSamplesInEitherWay() {
    say(Scheme.CBCS, Latency.LOW);
    TestPictures.make(folder, 2 * SEGMENTS, 0).pieces().forEach(this::push);
    until("all on the owner", () -> found(SEGMENT, playlist(0)).size() == SEGMENTS - 1);
    assertSameOnBoth();
    String mpd = get(1, "live/" + channel + "/manifest.mpd");
    List<String> kids = found(KID, mpd);
    assertThat(kids).hasSize(2).isEqualTo(found(KID, get(0, "live/" + channel + "/manifest.mpd")));
    String question = question(kids);
    String given = post(1, "keys/" + channel, question);
    assertThat(new JsonObject(given).getJsonArray("keys")).hasSize(2);
    assertThat(given).isEqualTo(post(0, "keys/" + channel, question));
  }

  @Test
  void whoFollowedGoesOnWithItsKeys() {
    say(Scheme.CBCS, Latency.LOW);
    List<Buffer> pieces = TestPictures.make(folder, 2 * SEGMENTS, 0).pieces();
    pieces.forEach(this::push);
    until("all on the owner", () -> found(SEGMENT, playlist(0)).size() == SEGMENTS - 1);
    assertSameOnBoth();
    List<String> keys = found(KEY_URI, playlist(0));
    List<String> given = keys.stream().map(key -> get(0, key)).toList();
    List<String> segments = found(SEGMENT, playlist(0));
    List<String> sent = segments.stream().map(one -> get(0, media(one))).toList();
    nodes.getFirst().kill();

    until("it is taken", () -> status(1, pieces.getFirst()) == 200);
    pieces.stream().skip(1).forEach(piece -> assertThat(status(1, piece)).isEqualTo(200));
    until("what comes now", () -> found(SEGMENT, playlist(1)).size() == 2 * SEGMENTS - 1);
    String after = playlist(1);
    assertThat(after).contains("#EXT-X-DISCONTINUITY\n").doesNotContain("#EXT-X-GAP");
    assertThat(found(SEGMENT, after)).containsAll(segments);
    assertThat(segments.stream().map(one -> get(1, media(one))).toList()).isEqualTo(sent);
    assertThat(keys.stream().map(key -> get(1, key)).toList()).isEqualTo(given);
    assertThat(found(KEY_URI, after)).hasSizeGreaterThan(keys.size()).containsAll(keys);
    assertThat(found(KEY_URI, after)).allMatch(key -> get(1, key).length() == 16);
  }

  private String media(String segment) {
    return "live/" + channel + "/v/" + segment;
  }

  private int status(int node, Buffer piece) {
    RequestOptions options = encoder.ingest(HttpMethod.PUT, nodes.get(node).port(), "v.cmfv");
    return await(
        on(
            context,
            () ->
                client
                    .request(options)
                    .compose(request -> request.send(piece))
                    .map(response -> response.statusCode())));
  }

  private static String question(List<String> kids) {
    JsonArray names = new JsonArray();
    for (String kid : kids) {
      UUID id = UUID.fromString(kid);
      ByteBuffer bytes = ByteBuffer.allocate(16);
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      names.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
    }
    return new JsonObject().put("kids", names).encode();
  }

  private void push(Buffer bytes) {
    send(encoder.ingest(HttpMethod.PUT, nodes.getFirst().port(), "v.cmfv"), bytes);
  }

  private String playlist(int node) {
    return get(node, "live/" + channel + "/v/index.m3u8");
  }

  /** As a viewer with a token in the path. */
  private String get(int node, String path) {
    return send(asViewer(node, path), null);
  }

  private String post(int node, String path, String body) {
    return send(asViewer(node, path).setMethod(HttpMethod.POST), Buffer.buffer(body));
  }

  private RequestOptions asViewer(int node, String path) {
    Instant now = Instant.now();
    String token =
        new TokenSigner(TOKENS)
            .sign(
                new PlaybackClaims(
                    "p1",
                    "s1",
                    "/live/" + channel + "/",
                    new PlaybackClaims.Life(now, now.minusSeconds(60), now.plusSeconds(600)),
                    PlaybackClaims.Limits.NONE));
    return new RequestOptions().setURI("/t/" + token + "/" + path).setPort(nodes.get(node).port());
  }

  private String send(RequestOptions options, @Nullable Buffer body) {
    return await(
        on(
            context,
            () ->
                client
                    .request(options.setHost("127.0.0.1"))
                    .compose(request -> body == null ? request.send() : request.send(body))
                    .compose(
                        response -> response.body().map(bytes -> bytes.toString("ISO-8859-1")))));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(one -> one.group(1)).distinct().toList();
  }
}
