package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.platform.feed.FeedChange.PublicationChanged;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node in the origin role, and an edge before it, with a policy that says more of two publishers.
 */
class PublishersIT {
  private static final String OVERRIDES =
      """

      overrides:
        - publisher: p1
          kinds: [image, vod-media-playlist, media-segment]
          lifetimes: { browser: 2m, cdn: 3m, origin: 1m }
        - publisher: p3
          kinds: [live-multivariant-playlist, live-media-segment]
          lifetimes: { browser: 0s, cdn: 0s, origin: 1s }
        - title: own
          kinds: [image]
          lifetimes: { browser: 7m, cdn: 8m, origin: 5m }
      """;

  private static final Pattern SEGMENT = Pattern.compile("(?m)^[\\w-]+\\.m4s$");

  @TempDir Path folder;
  private final ScriptedFeed feed = new ScriptedFeed();
  private Path store;
  private Node origin;
  private Node edge;

  @BeforeEach
  void start() throws IOException {
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, PolicyReader.resource(PolicyReader.SHIPPED) + OVERRIDES);
    feed.say(TestChannel.of("c1").by("p3").change()).say(TestChannel.of("c2").by("p2").change());
    Map<String, String> settings = new HashMap<>(feed.settings());
    settings.put("policy", policy.toString());
    settings.put("memory.max-size", "32MiB");
    store = folder.resolve("store");
    origin = new Node(store, settings);
    edge =
        Node.edge(origin.port(), Map.of("policy", policy.toString(), "memory.max-size", "32MiB"));
    publish("t1", "p1");
    publish("t2", "p2");
    publish("own", "p1");
    origin.publish("t3", "e1", Visibility.PUBLIC).put("vod/t3/e1/poster.jpg", new byte[10]);
  }

  private void publish(String title, String publisher) {
    Publication publication =
        Publication.of(title, "e1", Visibility.PUBLIC, State.PUBLISHED).by(publisher);
    origin
        .put(
            "vod/%s/e1/publication.json".formatted(title),
            publication.toJson().toBuffer().getBytes())
        .put("vod/%s/e1/poster.jpg".formatted(title), new byte[10])
        .put(
            "vod/%s/e1/v/index.m3u8".formatted(title),
            "#EXTM3U\n".getBytes(StandardCharsets.US_ASCII))
        .put("vod/%s/e1/v/0.m4s".formatted(title), new byte[10]);
  }

  @AfterEach
  void stop() {
    edge.close();
    origin.close();
    feed.close();
  }

  @Test
  void whatAPublisherMadeIsCachedAsThePolicyHasItForThem() {
    for (Node node : new Node[] {origin, edge}) {
      for (int i = 0; i < 2; i++) {
        for (String file : new String[] {"poster.jpg", "v/index.m3u8", "v/0.m4s"}) {
          assertThat(node.get("/vod/t1/e1/" + file).header("Cache-Control"))
              .as("%s, %s", node == origin ? "origin" : "edge", file)
              .startsWith("public, max-age=120");
          assertThat(node.get("/vod/t1/e1/" + file).header("CDN-Cache-Control"))
              .isEqualTo("max-age=180");
        }
        assertThat(node.get("/vod/t2/e1/poster.jpg").header("CDN-Cache-Control"))
            .isEqualTo("max-age=86400");
        assertThat(node.get("/vod/t3/e1/poster.jpg").header("CDN-Cache-Control"))
            .as("a publication that doesn't tell")
            .isEqualTo("max-age=86400");
      }
      assertThat(node.get("/vod/t1/e1/poster.jpg").header("Cache-Status")).contains("hit");
    }
  }

  @Test
  void whatIsSaidOfATitleCountsMore() {
    assertThat(origin.get("/vod/own/e1/poster.jpg").header("CDN-Cache-Control"))
        .isEqualTo("max-age=480");
    assertThat(origin.get("/vod/own/e1/v/index.m3u8").header("CDN-Cache-Control"))
        .isEqualTo("max-age=180");
  }

  @Test
  void aTitleThatChangesHandsIsCachedAsItsNewPublishersFromThenOn() {
    String poster = "/vod/t2/e1/poster.jpg";
    assertThat(origin.get(poster).header("CDN-Cache-Control")).isEqualTo("max-age=86400");

    feed.say(
        new PublicationChanged(
            Publication.of("t2", "e1", Visibility.PUBLIC, State.PUBLISHED).by("p1")));

    Node.until(
        () -> origin.get(poster).header("CDN-Cache-Control").equals("max-age=180"),
        () -> origin.get(poster).headers().toString());
    assertThat(origin.get(poster).header("Cache-Status")).contains("hit");
  }

  @Test
  void aChannelOfThePublisherIsCachedSoToo() throws Exception {
    try (LiveEncoder _ = LiveEncoder.pushing(origin.port(), "c1", TestChannel.KEY);
        LiveEncoder _ = LiveEncoder.pushing(origin.port(), "c2", TestChannel.KEY)) {
      for (String channel : new String[] {"c1", "c2"}) {
        String list = "/live/" + channel + "/180p/index.m3u8";
        Node.until(
            () -> SEGMENT.matcher(origin.get(list).body().toString()).find(),
            () -> origin.get(list).body().toString());
      }
      for (Node node : new Node[] {origin, edge}) {
        assertThat(node.get("/live/c1/index.m3u8").header("CDN-Cache-Control"))
            .isEqualTo("max-age=0");
        assertThat(node.get("/live/c2/index.m3u8").header("CDN-Cache-Control"))
            .isEqualTo("max-age=1");
      }
      assertThat(segment("c1").header("CDN-Cache-Control")).isEqualTo("max-age=0");
      assertThat(segment("c2").header("CDN-Cache-Control")).isEqualTo("max-age=86400");
    }
  }

  private Node.Answer segment(String channel) {
    String folder = "/live/" + channel + "/180p/";
    Matcher segment = SEGMENT.matcher(origin.get(folder + "index.m3u8").body().toString());
    assertThat(segment.find()).isTrue();
    return origin.get(folder + segment.group());
  }
}
