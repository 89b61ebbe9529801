package dev.headwater.control.channel;

import dev.headwater.control.node.Node;
import dev.headwater.platform.feed.ChannelReport;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The media that comes to a channel. Immutable.
 *
 * @param since when it came into that state
 * @param node that it comes to, or came to last
 * @param bitsPerSecond that came of late
 * @param encoders which of them is seen; absent where no node tells
 */
public record Reception(
    ChannelState state,
    Instant since,
    Optional<String> node,
    long bitsPerSecond,
    Optional<ChannelReport.Encoders> encoders) {

  static Reception of(Row row, Duration endedAfter) {
    Reception told =
        new Reception(
            ChannelState.of(row.getString("state")),
            row.get(OffsetDateTime.class, "state_since").toInstant(),
            Optional.ofNullable(row.getString("node")),
            row.getLong("bits_per_second"),
            Optional.ofNullable(row.getJsonObject("encoders"))
                .map(ChannelReport.Encoders::fromJson));
    OffsetDateTime toldAt = row.get(OffsetDateTime.class, "reported_at");
    Instant now = row.get(OffsetDateTime.class, "read_at").toInstant();
    return toldAt == null ? told : told.asOf(now, toldAt.toInstant(), endedAfter);
  }

  /**
   * What to make of it now: what its node doesn't confirm, because it was stopped or is cut off or
   * holds the channel no more, is stale, and later ended.
   *
   * @param toldAt when its node last said so
   */
  Reception asOf(Instant now, Instant toldAt, Duration endedAfter) {
    return switch (state) {
      case IDLE, ENDED -> this;
      case LIVE, STALE -> {
        Instant end = toldAt.plus(endedAfter);
        if (now.isBefore(toldAt.plus(Node.LEASE))) {
          yield this;
        }
        yield now.isBefore(end)
            ? new Reception(
                ChannelState.STALE,
                state == ChannelState.LIVE ? toldAt : since,
                node,
                0,
                Optional.empty())
            : new Reception(ChannelState.ENDED, end, node, 0, Optional.empty());
      }
    };
  }
}
