package dev.headwater.control.channel;

import dev.headwater.control.database.Database;
import dev.headwater.control.node.Node;
import dev.headwater.platform.feed.ChannelReport;
import dev.headwater.platform.feed.NodeReport;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Takes in what nodes say of the media that comes to channels. Where several tell of one, as after
 * an encoder went to another node, the node that told last goes on to be believed until it is
 * silent, or another has better news. Thread-safe; for virtual threads.
 */
public final class ChannelReports {
  /** Rows are locked in one order, so that reports of two nodes don't lock each other out. */
  private static final String TAKE =
      """
      with told as (
        select c.id, r.state, r.since, r.bits, r.encoders from channels c
          join unnest($2::text[], $3::text[], $4::timestamptz[], $5::bigint[], $8::text[])
            as r (id, state, since, bits, encoders) on c.id = r.id
        where c.deleted_at is null and (
          c.node is null or c.node = $1
          or c.reported_at < now() - $6 * interval '1 millisecond'
          or array_position($7::text[], r.state) < array_position($7::text[], c.state))
        order by c.id for update of c)
      update channels c set state = told.state, state_since = told.since, node = $1,
        bits_per_second = told.bits, encoders = told.encoders::jsonb, reported_at = now()
      from told where c.id = told.id\
      """;

  /** The best news first. */
  private static final String[] STATES = {"live", "stale", "ended", "idle"};

  private final Database database;

  public ChannelReports(Database database) {
    this.database = database;
  }

  public void take(NodeReport report) {
    List<ChannelReport> channels = report.channels();
    if (channels.isEmpty()) {
      return;
    }
    database.query(
        TAKE,
        report.node(),
        channels.stream().map(ChannelReport::channel).toArray(String[]::new),
        channels.stream().map(channel -> channel.state().word()).toArray(String[]::new),
        channels.stream()
            .map(channel -> channel.since().atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new),
        channels.stream().map(ChannelReport::bitsPerSecond).toArray(Long[]::new),
        Node.LEASE.toMillis(),
        STATES,
        channels.stream()
            .map(channel -> channel.encoders().map(told -> told.toJson().encode()).orElse(null))
            .toArray(String[]::new));
  }
}
