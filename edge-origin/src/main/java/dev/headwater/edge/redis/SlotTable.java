package dev.headwater.edge.redis;

import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which server is the master of which slot, as far as is known. Event-loop confined. */
final class SlotTable {
  private final @Nullable URI[] masters = new @Nullable URI[HashSlot.COUNT];

  /**
   * What a server answers to CLUSTER SLOTS: first slot, last slot and master (host, port, id), then
   * replicas. What it doesn't say is left open. Fails with IllegalArgumentException where it is
   * something else.
   */
  static SlotTable of(@Nullable Response ranges, URI asked) {
    SlotTable table = new SlotTable();
    if (ranges != null) {
      ranges.forEach(range -> table.add(range, asked));
    }
    return table;
  }

  private void add(Response range, URI asked) {
    Response master = range.get(2);
    Response host = master.get(0);
    Redirection.server(asked, host == null ? "" : host.toString(), number(master.get(1)))
        .ifPresent(server -> assign(number(range.get(0)), number(range.get(1)), server));
  }

  private static int number(Response value) {
    Integer number = value.toInteger();
    if (number == null) {
      throw new IllegalArgumentException("slots: " + value + " (expected: a number)");
    }
    return number;
  }

  private void assign(int first, int last, URI server) {
    for (int slot = Math.max(0, first); slot <= Math.min(last, HashSlot.COUNT - 1); slot++) {
      masters[slot] = server;
    }
  }

  void moved(int slot, URI server) {
    masters[slot] = server;
  }

  Optional<URI> master(int slot) {
    return Optional.ofNullable(masters[slot]);
  }

  Set<URI> servers() {
    Set<URI> servers = new HashSet<>();
    for (URI master : masters) {
      if (master != null) {
        servers.add(master);
      }
    }
    return servers;
  }
}
