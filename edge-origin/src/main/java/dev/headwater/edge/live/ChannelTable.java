package dev.headwater.edge.live;

import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.feed.ChannelReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The channels that the control feed has told of. Thread-safe. */
public final class ChannelTable {
  private final ConcurrentMap<String, Channel> channels = new ConcurrentHashMap<>();

  private volatile Supplier<List<ChannelReport>> reports = List::of;
  private volatile Consumer<String> deletions = _ -> {};

  /** Who knows what media comes to channels here. */
  void reportedBy(Supplier<List<ChannelReport>> node) {
    reports = node;
  }

  /** Who is to know that a channel was deleted. */
  void deletionsTo(Consumer<String> node) {
    deletions = node;
  }

  /** What the control plane is told of channels. */
  public List<ChannelReport> reports() {
    return reports.get();
  }

  /**
   * The latest word on a channel; one that was deleted is kept, since its URLs are gone. Returns
   * whether others may have it than before, as far as is known.
   */
  public boolean apply(Channel channel) {
    Channel before = channels.put(channel.id(), channel);
    if (!channel.open() && (before == null || before.open())) {
      deletions.accept(channel.id());
    }
    return before == null
        || before.open() != channel.open()
        || before.visibility() != channel.visibility();
  }

  /** Empty where nothing was said of such a channel. */
  public Optional<Channel> find(String id) {
    return Optional.ofNullable(channels.get(id));
  }
}
