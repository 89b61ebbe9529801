package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes in one cluster, each a process, while viewers play at two of them and the third
 * hangs, wakes up, is killed, and is started again.
 */
class ClusterProcessesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int COUNT = 3;
  private static final String PATH = "/vod/t1/00000000000000e1/";
  private static final int SEGMENTS = 8;
  private static final int SEGMENT_BYTES = 50_000;

  private final List<ServerPort> ports = Stream.generate(ServerPort::choose).limit(COUNT).toList();
  private final List<ServiceProcess> nodes;
  private final Path store;

  ClusterProcessesIT(@TempDir Path folder) {
    this.store = folder.resolve("store");
    this.nodes = ports.stream().map(port -> node(folder, port)).toList();
  }

  private ServiceProcess node(Path folder, ServerPort port) {
    List<String> members = ports.stream().map(each -> "127.0.0.1:" + each.internal()).toList();
    return ServiceProcess.of(
        folder,
        "node-" + port.number(),
        port,
        List.of("edge", "--role", "origin"),
        Map.of(
            "memory.max-size",
            "16MiB",
            "source.directory",
            store.toString(),
            "cluster.node",
            "node-" + port.number(),
            "cluster.members",
            String.join(",", members),
            "cluster.port",
            Integer.toString(port.internal())));
  }

  @AfterEach
  void end() {
    nodes.forEach(ServiceProcess::end);
  }

  @Test
  void aMemberThatHangsOrDiesIsLeftOutAndTakenBackAndViewersDoNotNotice() {
    PlayedTitle title = published();
    ServiceProcesses.start(nodes.toArray(ServiceProcess[]::new));
    awaitHeard(nodes, COUNT);
    List<ServiceProcess> well = nodes.subList(0, 2);
    ServiceProcess third = nodes.getLast();
    Playing playing;
    try (Viewers viewers =
        Viewers.of(well.stream().map(ServiceProcess::url).toList(), List.of(title))) {
      playing = viewers.begin();
      Await.that("viewers are counted", LIMIT, () -> well.stream().allMatch(n -> viewers(n) == 2));

      Signals.send("STOP", third.pid());
      awaitHeard(well, 2);
      awaitMembers(well, 2);
      Signals.send("CONT", third.pid());
      awaitHeard(nodes, COUNT);
      assertThat(viewers(third)).as("it has heard of them again").isEqualTo(2);

      third.kill();
      awaitMembers(well, 2);
      third.start().awaitReady();
      awaitHeard(nodes, COUNT);
    }
    assertThat(playing.errors()).isEmpty();
    assertThat(playing.answers()).isGreaterThan(100);
    System.out.printf(
        "A member that hangs and one that dies: %d answers, no error, 99th percentile %d ms%n",
        playing.answers(), playing.hitTime(0.99).toMillis());
  }

  private static int viewers(ServiceProcess node) {
    return node.cluster().getInteger("viewers");
  }

  private static void awaitHeard(List<ServiceProcess> nodes, int count) {
    nodes.forEach(node ->
        Await.that(
            node.name() + " hears " + count,
            LIMIT,
            () -> node.cluster().getString("state").equals("joined") && node.heard() == count));
  }

  private static void awaitMembers(List<ServiceProcess> nodes, int count) {
    nodes.forEach(node ->
        Await.that(
            node.name() + " sees " + count,
            LIMIT,
            () -> node.cluster().getJsonArray("members").size() == count));
  }

  /** As the packaging leaves it, in small. */
  private PlayedTitle published() {
    try {
      Path folder = Files.createDirectories(store.resolve(PATH.substring(1)).resolve("v1"));
      StringBuilder playlist =
          new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:4\n");
      for (int segment = 0; segment < SEGMENTS; segment++) {
        byte[] bytes = new byte[SEGMENT_BYTES];
        new java.util.Random(segment).nextBytes(bytes);
        Files.write(folder.resolve(segment + ".m4s"), bytes);
        playlist.append("#EXTINF:4,\n").append(segment).append(".m4s\n");
      }
      Files.writeString(folder.resolve("index.m3u8"), playlist + "#EXT-X-ENDLIST\n");
      Files.writeString(
          folder.resolveSibling("index.m3u8"),
          "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=100000\nv1/index.m3u8\n");
      Files.writeString(
          folder.resolveSibling("publication.json"),
          """
          {"titleId":"t1","epoch":"00000000000000e1","visibility":"public",
           "state":"published","tags":[]}
          """);
      return PlayedTitle.of(URI.create("http://localhost" + PATH + "index.m3u8"), store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
