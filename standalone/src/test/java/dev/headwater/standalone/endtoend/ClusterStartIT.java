package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with a cluster serves before Hazelcast is loaded. */
class ClusterStartIT {
  /**
   * Each Vert.x makes one of every extension that lies on the class path, the cluster manager among
   * them, and with it come a few types that it names; nothing is begun.
   */
  private static final long MOST_NAMED = 10;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void hazelcastIsNotLoadedBeforeTheNodeServes(@TempDir Path folder) throws Exception {
    Path loaded = folder.resolve("loaded");
    ServerPort port = ServerPort.choose();
    String cluster = "127.0.0.1:" + port.internal();
    Files.createDirectory(folder.resolve("store"));
    ServiceProcess node =
        ServiceProcess.of(
            folder,
            "node",
            port,
            List.of("edge", "--role", "origin"),
            Map.of(
                "memory.max-size",
                "16MiB",
                "source.directory",
                folder.resolve("store").toString(),
                "cluster.members",
                cluster,
                "cluster.port",
                Integer.toString(port.internal())));
    try {
      node.start("-Xlog:class+load:file=" + loaded).awaitReady();
      Await.that("it joins", LIMIT, () -> node.cluster().getString("state").equals("joined"));
    } finally {
      node.end();
    }
    List<String> classes = Files.readAllLines(loaded);
    int serves = last(classes, " dev.headwater.platform.telemetry.AdminServer ");
    assertThat(serves).as("the admin port, which comes after the others").isPositive();
    assertThat(ofHazelcast(classes.subList(0, serves))).isLessThan(MOST_NAMED);
    assertThat(ofHazelcast(classes)).isGreaterThan(1000);
  }

  private static long ofHazelcast(List<String> classes) {
    return classes.stream().filter(line -> line.contains(" com.hazelcast.")).count();
  }

  private static int last(List<String> lines, String part) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    return -1;
  }
}
