package dev.headwater.control.encoding.publish;

import dev.headwater.control.encoding.encoder.PublishedChannel;
import dev.headwater.control.encoding.push.Input;
import dev.headwater.platform.channel.Latency;
import dev.headwater.platform.channel.SrtPort;
import dev.headwater.platform.sealing.Envelope;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds the channels that have a port for SRT, in the database. Thread-safe. */
final class SrtChannels {
  private static final String ALL =
      "select id, latency, sealed_key, srt_port from channels"
          + " where srt_port is not null and deleted_at is null";

  /** What fits into the quotes of a list and a query; drawn keys have no others. */
  private static final String PLAIN_KEY = "[A-Za-z0-9_-]{10,79}"; // SRT takes 10 to 79 characters

  private final Pool pool;
  private final Envelope envelope;

  SrtChannels(Pool pool, Envelope envelope) {
    this.pool = pool;
    this.envelope = envelope;
  }

  /** Without those whose keys can't be opened here. */
  Future<Set<SrtChannel>> all() {
    return pool.query(ALL)
        .execute()
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .flatMap(this::inputs)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private Stream<SrtChannel> inputs(Row row) {
    int port = row.getInteger("srt_port");
    return channel(row).stream()
        .flatMap(channel ->
            Stream.concat(
                Stream.of(new SrtChannel(channel, Input.PRIMARY, port)),
                SrtPort.backup(port).stream()
                    .mapToObj(other -> new SrtChannel(channel, Input.BACKUP, other))));
  }

  private Optional<PublishedChannel> channel(Row row) {
    String id = row.getString("id");
    return envelope
        .open(row.getString("sealed_key"), "stream key of channel " + id)
        .map(key -> new String(key, StandardCharsets.UTF_8))
        .filter(key -> key.matches(PLAIN_KEY))
        .map(key -> new PublishedChannel(id, Latency.of(row.getString("latency")), key));
  }
}
