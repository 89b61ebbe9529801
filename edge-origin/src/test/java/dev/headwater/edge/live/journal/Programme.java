package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.ChannelTimeline;
import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.Fragment;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.live.timeline.TimelineListener;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One life of a node with a channel: pictures come, and are journalled and remembered. */
final class Programme implements TimelineListener, AutoCloseable {
  private static final Track.Coded VIDEO =
      new Track.Video(1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180));
  private static final Terms TERMS =
      new Terms(
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofSeconds(600),
          Duration.ofSeconds(16));

  /** By their numbers. */
  final NavigableMap<Long, Segment> finished = new TreeMap<>();

  /** How many discontinuities are before each segment or at it. */
  final Map<Long, Long> sequences = new HashMap<>();

  private final JournalWriter journal;
  private final ChannelTimeline timeline;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private long place;
  private long published = -1;
  private int headers;

  Programme(String owner, ScriptedStore store, Past past) {
    journal =
        new JournalWriter("c", past, new WriteQueue(store, new Losses(), new AtomicInteger()));
    int[] epochs = {0};
    timeline = new ChannelTimeline(TERMS, _ -> "e" + ++epochs[0] + owner, past, this);
    timeline.resume();
  }

  /** An encoder begins anew. */
  void connect() {
    byte[] header = ("header " + ++headers).getBytes(StandardCharsets.UTF_8);
    timeline.header("v", ByteBuffer.wrap(header), VIDEO);
    place = 0;
  }

  /** A part: seven make a segment. */
  void send() throws UnfitMediaException {
    Duration length = Duration.ofMillis(320);
    now = now.plus(length);
    timeline.fragment(
        "v",
        new Fragment(
            ByteBuffer.wrap(new byte[10]),
            Duration.ofMillis(place),
            length,
            place % 2240 == 0,
            Optional.empty()),
        now);
    place += length.toMillis();
  }

  void end() throws UnfitMediaException {
    timeline.end();
  }

  /** The highest number that a viewer has seen anything of; -1 before that. */
  long published() {
    return published;
  }

  @Override
  public void published(RenditionView view) {
    published = Math.max(published, view.open().map(RenditionView.Open::number).orElse(-1L));
    long sequence = view.discontinuitySequence();
    for (Segment segment : view.segments()) {
      sequence += segment.discontinuity() ? 1 : 0;
      sequences.putIfAbsent(segment.number(), sequence);
    }
  }

  @Override
  public void finished(String rendition, Segment segment) {
    finished.put(segment.number(), segment);
    published = Math.max(published, segment.number());
    journal.finished(rendition, segment);
  }

  @Override
  public void begun(Rendition rendition, Epoch epoch, MediaBytes header) {
    journal.begun(rendition, epoch);
  }

  @Override
  public void renamed(String rendition, String epoch, MediaBytes header) {}

  @Override
  public void left(String rendition, Segment segment) {
    journal.left(rendition, segment);
  }

  @Override
  public void forgotten(String rendition, String epoch) {}

  @Override
  public void ended() {
    journal.ended();
  }

  @Override
  public void gone(String rendition) {
    journal.gone(rendition);
  }

  @Override
  public void close() {
    timeline.close();
  }
}
