package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.ChannelTimeline;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.live.timeline.TimelineListener;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.feed.ChannelReport;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The channels that media comes to on this node, and who waits for it. Thread-safe. */
public final class LiveChannels {
  /** DESIGN's: after so many target durations without media, a channel is stale. */
  private static final double STALE_TARGETS = 1.5;

  private final ChannelTable table;
  private final Archive archive;
  private final InstantSource clock;
  private final String owner;
  private final Duration endsAfter;
  private final Map<String, LiveChannel> channels = new ConcurrentHashMap<>();
  private final List<Loop> loops = new CopyOnWriteArrayList<>();

  private record Loop(Context context, Waiting waiting) {}

  /**
   * @param owner names this node within epochs, unlike any other
   * @param endsAfter without media for so long, a programme is taken to be over
   */
  public LiveChannels(
      ChannelTable table, Archive archive, String owner, Duration endsAfter, InstantSource clock) {
    this.table = table;
    this.archive = archive;
    this.owner = owner;
    this.endsAfter = endsAfter;
    this.clock = clock;
  }

  /** Requests wait on this event loop too. */
  void serveOn(Context context, Waiting waiting) {
    loops.add(new Loop(context, waiting));
  }

  /** Empty where no media has come to this node. */
  public Optional<LiveChannel> find(String channel) {
    return Optional.ofNullable(channels.get(channel));
  }

  /** The channel that media comes to now. */
  LiveChannel begin(Channel channel, Context home) {
    return channels.computeIfAbsent(
        channel.id(),
        _ ->
            new LiveChannel(
                home,
                live ->
                    new ChannelTimeline(
                        Terms.of(channel), this::epoch, 0, new Published(channel.id(), live))));
  }

  /** Start time plus owner: a split brain makes no name twice. */
  private String epoch(Instant start) {
    return Long.toString(start.toEpochMilli(), Character.MAX_RADIX) + owner;
  }

  /** How many requests wait. */
  public int waiting() {
    return loops.stream().mapToInt(loop -> loop.waiting.count()).sum();
  }

  public int count() {
    return channels.size();
  }

  /** What the control plane is told. */
  public List<ChannelReport> reports() {
    Instant now = clock.instant();
    List<ChannelReport> reports = new ArrayList<>();
    channels.forEach((id, live) -> reports.add(live.report(id, state(id, live, now), now)));
    return reports;
  }

  /** Whether media comes to a channel. */
  ChannelReport.State state(String id, LiveChannel live, Instant now) {
    Duration silent = Duration.between(live.lastMedia(), now);
    if (live.isOver() || silent.compareTo(endsAfter) >= 0) {
      return ChannelReport.State.ENDED;
    }
    long staleMillis =
        table
            .find(id)
            .map(channel ->
                (long) (channel.latency().targetDurationSeconds() * STALE_TARGETS * 1000))
            .orElse(0L);
    return silent.toMillis() > staleMillis ? ChannelReport.State.STALE : ChannelReport.State.LIVE;
  }

  /** Programmes that nothing came of for long are over. */
  void endSilent() {
    Instant now = clock.instant();
    channels.forEach((id, live) -> {
      boolean silent = Duration.between(live.lastMedia(), now).compareTo(endsAfter) >= 0;
      if (silent && !live.isOver()) {
        live.end();
      }
    });
  }

  /** Hands on what a channel has published. */
  private final class Published implements TimelineListener {
    private final String channel;
    private final LiveChannel live;

    Published(String channel, LiveChannel live) {
      this.channel = channel;
      this.live = live;
    }

    @Override
    public void published(RenditionView view) {
      live.published(view);
      RenditionName name = new RenditionName(channel, view.rendition());
      for (Loop loop : loops) {
        if (loop.waiting.count() > 0) {
          loop.context.runOnContext(_ -> loop.waiting.wake(name, view));
        }
      }
    }

    @Override
    public void finished(String rendition, Segment segment) {
      archive.keep(new RenditionName(channel, rendition), segment);
    }

    @Override
    public void begun(String rendition, String epoch, MediaBytes header) {
      live.begun(rendition, epoch, header);
      archive.keep(new RenditionName(channel, rendition), epoch, header);
    }

    @Override
    public void left(String rendition, Segment segment) {
      archive.drop(new RenditionName(channel, rendition), segment);
    }
  }
}
