package dev.headwater.standalone.planes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No node ever serves bytes that are older than the last purge that it acknowledged: while objects
 * are written anew and purged, by tag, path and prefix, clients read from three nodes that share
 * Redis and read from each other, some fills are still under way, what is stored is evicted since
 * it doesn't all fit, nodes are cut off from the control plane, lag behind, and are restarted. The
 * length of the run is set by {@code -Dheadwater.purge.seconds}, the interleaving by {@code
 * -Dheadwater.purge.seed}.
 */
class PurgePropertyIT {
  private static final int NODES = 3;
  private static final int TITLES = 4;
  private static final int SEGMENTS = 6;
  private static final int READERS = 6;
  private static final long SECONDS = Long.getLong("headwater.purge.seconds", 10);
  private static final long SEED = Long.getLong("headwater.purge.seed", System.nanoTime());

  /** So many bytes that what is stored doesn't fit into the memory of a node. */
  private static final String FILLING = "x".repeat(1 << 20);

  /** The versions that purges of an object made the oldest, by the purge's sequence. */
  private final Map<String, NavigableMap<Long, Integer>> purged = new ConcurrentHashMap<>();

  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong readsBehindPurges = new AtomicLong();
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();

  private record Thing(String title, int segment) {
    String path() {
      return Planes.path(title, segment);
    }
  }

  @Test
  void noNodeServesBytesThatAreOlderThanTheLastPurgeThatItAcknowledged(@TempDir Path folder) {
    System.out.println("seed " + SEED);
    List<Thing> things = new ArrayList<>();
    try (Planes planes = new Planes(folder, 2, NODES)) {
      String run = Long.toString(System.nanoTime(), 36);
      for (int t = 0; t < TITLES; t++) {
        String title = "t" + run + t;
        planes.publish(title);
        for (int segment = 0; segment < SEGMENTS; segment++) {
          Thing thing = new Thing(title, segment);
          things.add(thing);
          write(planes, thing);
        }
      }
      List<Thread> threads = new ArrayList<>();
      for (int reader = 0; reader < READERS; reader++) {
        Random random = new Random(SEED + reader);
        threads.add(Thread.ofVirtual().start(() -> read(planes, things, random)));
      }
      threads.add(Thread.ofVirtual().start(() -> trouble(planes, new Random(SEED - 1))));
      purge(planes, things, new Random(SEED - 2));
      over.set(true);
      for (Thread thread : threads) {
        join(thread);
      }
      assertThat(violations).isEmpty();
      assertThat(reads.get()).isGreaterThan(100);
      assertThat(readsBehindPurges.get()).isGreaterThan(50);
    }
  }

  private static void join(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int write(Planes planes, Thing thing) {
    int version = versions.merge(thing.path(), 1, Integer::sum);
    planes.put(thing.path(), version + " " + FILLING.substring(0, FILLING.length() - version));
    return version;
  }

  private void purge(Planes planes, List<Thing> things, Random random) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      Thing chosen = things.get(random.nextInt(things.size()));
      int kind = random.nextInt(3);
      List<Thing> hit =
          kind == 0
              ? List.of(chosen)
              : things.stream().filter(thing -> thing.title.equals(chosen.title)).toList();
      Map<String, Integer> written = new ConcurrentHashMap<>();
      hit.forEach(thing -> written.put(thing.path(), write(planes, thing)));
      JsonObject wish =
          switch (kind) {
            case 0 -> wish("paths", chosen.path());
            case 1 -> wish("tags", "title-" + chosen.title);
            default -> wish("prefixes", "/vod/" + chosen.title + "/");
          };
      long sequence = planes.purge(wish).getLong("sequence");
      written.forEach((path, version) ->
          purged.computeIfAbsent(path, _ -> new ConcurrentSkipListMap<>()).put(sequence, version));
      pause(random, 60);
    }
  }

  private static JsonObject wish(String member, String item) {
    return new JsonObject().put(member, new JsonArray().add(item));
  }

  private void read(Planes planes, List<Thing> things, Random random) {
    while (!over.get()) {
      Thing thing = things.get(random.nextInt(things.size()));
      int node = random.nextInt(NODES);
      try {
        long acknowledged = planes.applied(node);
        Map.@Nullable Entry<Long, Integer> last = oldest(thing, acknowledged);
        String body = planes.get(node, thing.path()).body();
        reads.incrementAndGet();
        if (last != null && Character.isDigit(body.charAt(0))) {
          readsBehindPurges.incrementAndGet();
          int version = Integer.parseInt(body.substring(0, body.indexOf(' ')));
          if (version < last.getValue()) {
            violations.add(
                "node %d serves version %d of %s, which was purged at %d in favour of %d; it had applied %d"
                    .formatted(
                        node, version, thing.path(), last.getKey(), last.getValue(), acknowledged));
          }
        }
      } catch (IOException | UncheckedIOException e) {
        pause(random, 20); // it is being restarted
      }
    }
  }

  private Map.@Nullable Entry<Long, Integer> oldest(Thing thing, long acknowledged) {
    NavigableMap<Long, Integer> all = purged.get(thing.path());
    return all == null ? null : all.floorEntry(acknowledged);
  }

  private void trouble(Planes planes, Random random) {
    while (!over.get()) {
      int node = random.nextInt(NODES);
      pause(random, 600);
      switch (random.nextInt(3)) {
        case 0 -> planes.restart(node);
        case 1 -> {
          planes.wires.get(node).cut();
          pause(random, 800);
          planes.wires.get(node).mend();
        }
        default -> {
          planes.wires.get(node).cut();
          planes.restart(node); // from what it has on its disk
          planes.wires.get(node).mend();
        }
      }
    }
  }

  private static void pause(Random random, int mostMillis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(mostMillis)));
  }
}
