package dev.headwater.control.encoding.encoder;

import dev.headwater.control.encoding.push.IngestClient;
import dev.headwater.control.encoding.push.Input;
import dev.headwater.control.encoding.push.PushTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of channels that are published to here, and by whom. Both inputs of a channel are
 * encoded at once; of two publishers to one input, the second is encoded when the first leaves.
 * Thread-safe.
 */
public final class LiveChannels {
  private static final int MAX_PUBLISHERS = 2;

  private final EncoderSettings settings;
  private final IngestClient ingest;
  private final LiveMetrics metrics;
  private final Map<Key, Entry> entries = new HashMap<>();
  private boolean closed;

  public LiveChannels(EncoderSettings settings, IngestClient ingest, LiveMetrics metrics) {
    this.settings = settings;
    this.ingest = ingest;
    this.metrics = metrics;
    metrics.publishers(this);
  }

  /** An input of a channel. */
  private record Key(String channelId, Input input) {}

  /** Somebody begins to publish; empty where two do already, to that input. */
  public synchronized Optional<Publisher> join(
      PublishedChannel channel, Input input, Intake intake) {
    if (closed) {
      return Optional.empty();
    }
    Entry entry =
        entries.computeIfAbsent(new Key(channel.id(), input), key -> new Entry(key, channel));
    if (entry.present() >= MAX_PUBLISHERS) {
      return Optional.empty();
    }
    Publisher publisher = new Publisher(intake);
    entry.publishers.add(publisher);
    if (entry.publishers.size() == 1) {
      entry.encoding.start();
    }
    return Optional.of(publisher);
  }

  /** How many there are. */
  synchronized long publishers() {
    return entries.values().stream().mapToLong(Entry::present).sum();
  }

  /** Cuts all publishers and ends their encoding. Blocks. */
  public void close() throws InterruptedException {
    List<Entry> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(entries.values());
      left.forEach(entry -> entry.publishers.forEach(each -> each.cut("the worker stops")));
    }
    for (Entry entry : left) {
      entry.encoding.stop();
    }
  }

  /** An input that is published to; what it holds is guarded by the table's lock. */
  private final class Entry implements Lineup {
    private final Key key;
    private final List<Publisher> publishers = new ArrayList<>();
    private final ChannelEncoding encoding;

    Entry(Key key, PublishedChannel channel) {
      this.key = key;
      PushTarget target = ingest.target(channel.id(), key.input(), channel.streamKey());
      encoding = new ChannelEncoding(channel, settings, target, metrics, this);
    }

    long present() {
      return publishers.stream().filter(publisher -> !publisher.hasEnded()).count();
    }

    @Override
    public Optional<Publisher> next() {
      synchronized (LiveChannels.this) {
        publishers.removeIf(Publisher::hasEnded);
        if (publishers.isEmpty()) {
          entries.remove(key);
        }
        return publishers.stream().findFirst();
      }
    }

    @Override
    public boolean hasBackup() {
      synchronized (LiveChannels.this) {
        return present() == MAX_PUBLISHERS;
      }
    }
  }
}
