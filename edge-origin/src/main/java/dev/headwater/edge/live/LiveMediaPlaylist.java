package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The text of a rendition's playlist (draft-pantos-hls-rfc8216bis, sections 4.4.3 to 4.4.5).
 * Confined to one thread.
 */
final class LiveMediaPlaylist {
  /** Section 8: the least that knows EXT-X-SKIP. */
  private static final int VERSION = 9;

  /** Section 4.4.3.8: what has passed for less is never skipped. */
  private static final int SKIP_TARGETS = 6;

  /** Section 4.4.3.8: at least three. */
  private static final int HOLD_BACK_TARGETS = 3;

  /** Section 4.4.3.8: at least two; three are wanted. */
  private static final int HOLD_BACK_PARTS = 3;

  /** Section 6.2.2: parts are of use within three target durations of the end. */
  private static final int PART_TARGETS = 3;

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder(4096);
  private final RenditionView view;
  private String epoch = ""; // whose EXT-X-MAP applies where the text ends

  private LiveMediaPlaylist(RenditionView view) {
    this.view = view;
  }

  /**
   * As it is sent.
   *
   * @param others of the same channel, which are reported on
   * @param skips whether a delta update is wanted
   */
  static String text(RenditionView view, List<RenditionView> others, boolean skips) {
    LiveMediaPlaylist playlist = new LiveMediaPlaylist(view);
    playlist.head();
    playlist.segments(skips ? playlist.skippable() : 0);
    playlist.tail();
    others.forEach(playlist::report);
    if (view.ended()) {
      playlist.line("#EXT-X-ENDLIST");
    }
    return playlist.text.toString();
  }

  private void head() {
    Duration target = view.terms().target();
    line("#EXTM3U");
    line("#EXT-X-VERSION:" + VERSION);
    line("#EXT-X-INDEPENDENT-SEGMENTS");
    line("#EXT-X-TARGETDURATION:" + target.toSeconds());
    String control =
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL="
            + seconds(target.multipliedBy(SKIP_TARGETS))
            + ",HOLD-BACK="
            + seconds(target.multipliedBy(HOLD_BACK_TARGETS));
    view.terms()
        .part()
        .ifPresentOrElse(
            part -> {
              line(control + ",PART-HOLD-BACK=" + seconds(part.multipliedBy(HOLD_BACK_PARTS)));
              line("#EXT-X-PART-INF:PART-TARGET=" + seconds(part));
            },
            () -> line(control));
    long first =
        view.segments().isEmpty() ? view.nextNumber() : view.segments().getFirst().number();
    line("#EXT-X-MEDIA-SEQUENCE:" + first);
    if (view.discontinuitySequence() > 0) {
      line("#EXT-X-DISCONTINUITY-SEQUENCE:" + view.discontinuitySequence());
    }
  }

  /** How many segments a client that has the last playlist knows anyway (section 6.2.5.1). */
  private int skippable() {
    Duration end = view.open().map(RenditionView.Open::duration).orElse(Duration.ZERO);
    Duration boundary = view.terms().target().multipliedBy(SKIP_TARGETS);
    List<Segment> segments = view.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      end = end.plus(segments.get(i).duration());
      if (end.compareTo(boundary) > 0) {
        return i;
      }
    }
    return 0;
  }

  private void segments(int skipped) {
    List<Segment> segments = view.segments();
    if (skipped > 0) {
      line("#EXT-X-SKIP:SKIPPED-SEGMENTS=" + skipped);
      epoch = segments.get(skipped - 1).epoch();
    }
    int withParts = firstWithParts();
    for (int i = skipped; i < segments.size(); i++) {
      segment(segments.get(i), i >= withParts);
    }
  }

  private int firstWithParts() {
    Duration after = Duration.ZERO;
    List<Segment> segments = view.segments();
    int first = segments.size();
    while (view.terms().part().isPresent()
        && first > 0
        && after.compareTo(view.terms().target().multipliedBy(PART_TARGETS)) < 0) {
      first--;
      after = after.plus(segments.get(first).duration());
    }
    return first;
  }

  private void segment(Segment segment, boolean withParts) {
    begin(segment.discontinuity(), segment.epoch(), segment.at());
    if (withParts) {
      segment.parts().forEach(part -> part(segment.epoch(), segment.number(), part));
    }
    if (segment.gap()) {
      line("#EXT-X-GAP");
    }
    line("#EXTINF:" + seconds(segment.duration()) + ",");
    line(LiveNames.segment(segment));
  }

  private void begin(boolean discontinuity, String of, Instant at) {
    if (discontinuity) {
      line("#EXT-X-DISCONTINUITY");
    }
    if (!of.equals(epoch)) {
      epoch = of;
      line("#EXT-X-MAP:URI=\"" + LiveNames.header(of) + "\"");
    }
    line("#EXT-X-PROGRAM-DATE-TIME:" + MILLISECONDS.format(at));
  }

  private void part(String of, long number, Part part) {
    line(
        "#EXT-X-PART:DURATION="
            + seconds(part.duration())
            + ",URI=\""
            + LiveNames.part(of, number, part.index())
            + "\""
            + (part.independent() ? ",INDEPENDENT=YES" : ""));
  }

  private void tail() {
    view.open()
        .ifPresent(open -> {
          begin(open.discontinuity(), open.epoch(), open.at());
          open.parts().forEach(part -> part(open.epoch(), open.number(), part));
        });
    if (view.terms().part().isPresent() && !view.ended()) {
      RenditionView.Place next = view.expected();
      line(
          "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\""
              + LiveNames.part(view.epoch(), next.number(), next.part())
              + "\"");
    }
  }

  private void report(RenditionView other) {
    boolean open = other.open().isPresent();
    long last = open ? other.nextNumber() : other.lastNumber();
    if (last < 0) {
      return;
    }
    String part =
        other.terms().part().isEmpty()
            ? ""
            : ",LAST-PART=" + (open ? other.nextPart() - 1 : lastPart(other));
    line(
        "#EXT-X-RENDITION-REPORT:URI=\"../"
            + other.rendition()
            + "/index.m3u8\",LAST-MSN="
            + last
            + part);
  }

  private static int lastPart(RenditionView other) {
    return Math.max(0, other.segments().getLast().parts().size() - 1);
  }

  /** Without zeros at the end. */
  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
