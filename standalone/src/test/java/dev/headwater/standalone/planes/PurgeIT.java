package dev.headwater.standalone.planes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A purge from the call to the last of three nodes, which share Redis and read from each other. */
class PurgeIT {
  private static final int NODES = 3;

  private final String title = "t" + Long.toString(System.nanoTime(), 36);
  private final String path = Planes.path(title, 0);
  private final Planes planes;

  PurgeIT(@TempDir Path folder) {
    planes = new Planes(folder, 2, NODES);
    planes.publish(title);
    planes.put(path, "old");
  }

  @AfterEach
  void close() {
    planes.close();
  }

  private void assertAllServe(String content) {
    for (int node = 0; node < NODES; node++) {
      assertThat(planes.body(node, path)).as("node %d", node).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tags, title-TITLE",
    "tags, kind-media-segment",
    "paths, PATH",
    "prefixes, /vod/TITLE/"
  })
  void whatWasPurgedIsNewOnAllNodes(String member, String item) {
    assertAllServe("old");
    planes.put(path, "newer");
    assertAllServe("old");
    String named = item.replace("TITLE", title).replace("PATH", path);
    JsonObject purge = planes.purge(member, named);
    JsonObject applied = planes.awaitState(purge.getString("id"), "applied");
    assertThat(applied.getJsonArray("nodes")).hasSize(NODES);
    assertAllServe("newer");
  }

  @Test
  void aNodeThatIsCutOffIsWaitedForAndThenNamed() throws IOException {
    assertAllServe("old");
    planes.put(path, "newer");
    planes.wires.get(2).cut();
    JsonObject purge = planes.purge("tags", "title-" + title);
    String id = purge.getString("id");
    JsonObject partial = planes.awaitState(id, "partial");
    assertThat(partial.getJsonArray("unreachable")).containsExactly("node-2");
    assertThat(planes.body(0, path)).isEqualTo("newer");
    assertThat(planes.body(2, path)).isEqualTo("old"); // it has acknowledged nothing
    planes.wires.get(2).mend();
    planes.awaitState(id, "applied");
    assertAllServe("newer");
  }

  @Test
  void aNodeThatStartsWhileNoControlPlaneIsThereKnowsWhatItAcknowledged() {
    assertAllServe("old");
    planes.put(path, "newer");
    JsonObject purge = planes.purge("tags", "title-" + title);
    planes.awaitState(purge.getString("id"), "applied");
    planes.stopControl();
    planes.restart(0); // Redis has what was stored before the purge
    assertThat(planes.body(0, path)).isEqualTo("newer");
  }

  @Test
  void aNodeWithoutACopyTakesNothingFromRedisUntilItIsToldWhatWasPurged() throws IOException {
    assertAllServe("old");
    planes.put(path, "newer");
    JsonObject purge = planes.purge("tags", "title-" + title);
    planes.awaitState(purge.getString("id"), "applied");
    planes.wires.get(0).cut();
    try (var files = Files.list(folder("node-0"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    planes.restart(0);
    assertThat(planes.body(0, path)).isEqualTo("newer");
    planes.wires.get(0).mend();
    Planes.until("the node has caught up", () -> applied(0) >= purge.getLong("sequence"));
    assertThat(planes.body(0, path)).isEqualTo("newer");
  }

  @Test
  void aDamagedCopyIsFetchedAnew() throws IOException {
    JsonObject purge = planes.purge("tags", "title-" + title);
    planes.awaitState(purge.getString("id"), "applied");
    Path copy;
    try (var files = Files.list(folder("node-0"))) {
      copy = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(copy);
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy, bytes);
    planes.restart(0);
    assertThat(applied(0)).isGreaterThanOrEqualTo(purge.getLong("sequence"));
    Planes.until("the copy is another one", () -> !Arrays.equals(content(copy), bytes));
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path folder(String name) {
    return planes.folder(name);
  }

  private long applied(int node) {
    try {
      return planes.applied(node);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
