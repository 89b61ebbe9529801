package dev.headwater.edge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engines.FreePort;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Three real masters that share the slots of a cluster, without replicas. */
public final class RedisClusterProcesses implements AutoCloseable {
  private static final int[] BORDERS = {0, 5461, 10_923, HashSlot.COUNT};

  private final int[] busPorts =
      IntStream.generate(FreePort::choose).distinct().limit(BORDERS.length - 1).toArray();
  private final List<RedisProcess> masters;

  public RedisClusterProcesses(Path folder) {
    this.masters =
        IntStream.range(0, busPorts.length)
            .mapToObj(i ->
                new RedisProcess(
                    folder.resolve("master-" + i),
                    "cluster-enabled yes",
                    "cluster-port " + busPorts[i],
                    "cluster-node-timeout 2000",
                    "cluster-require-full-coverage no"))
            .toList();
    for (int i = 0; i < masters.size(); i++) {
      does(i, "CLUSTER ADDSLOTSRANGE " + BORDERS[i] + " " + (BORDERS[i + 1] - 1));
      does(i, "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
    }
    for (int i = 1; i < masters.size(); i++) {
      does(0, "CLUSTER MEET 127.0.0.1 " + masters.get(i).port() + " " + busPorts[i]);
    }
    masters.forEach(master -> RedisLoop.until("a cluster", () -> isWhole(master)));
  }

  private static boolean isWhole(RedisProcess master) {
    String info = master.command("CLUSTER INFO");
    return info.contains("cluster_state:ok")
        && info.contains("cluster_slots_ok:" + HashSlot.COUNT)
        && info.contains("cluster_known_nodes:3");
  }

  private void does(int master, String words) {
    assertThat(masters.get(master).command(words)).as(words).isEqualTo("+OK");
  }

  public RedisProcess master(int index) {
    return masters.get(index);
  }

  /** The one that had the key's slot at the start. */
  int masterOf(String key) {
    int slot = HashSlot.of(key);
    return slot < BORDERS[1] ? 0 : slot < BORDERS[2] ? 1 : 2;
  }

  /** From now on the slot is on its way: what is gone from one is looked for on the other. */
  void beginMove(int slot, int from, int to) {
    does(to, "CLUSTER SETSLOT " + slot + " IMPORTING " + id(from));
    does(from, "CLUSTER SETSLOT " + slot + " MIGRATING " + id(to));
  }

  /** Moves the key's slot with the key, which is the only one in it. */
  void move(String key, int from, int to) {
    int slot = HashSlot.of(key);
    beginMove(slot, from, to);
    does(from, "MIGRATE 127.0.0.1 " + masters.get(to).port() + " " + key + " 0 5000");
    does(to, "CLUSTER SETSLOT " + slot + " NODE " + id(to));
    does(from, "CLUSTER SETSLOT " + slot + " NODE " + id(to));
  }

  private String id(int master) {
    return masters.get(master).command("CLUSTER MYID");
  }

  @Override
  public void close() {
    masters.forEach(RedisProcess::close);
  }
}
