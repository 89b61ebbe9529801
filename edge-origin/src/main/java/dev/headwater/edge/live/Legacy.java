package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.SubtitleName;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a node that goes on with another one's channel was told of it before: the last segments,
 * which the other one may not have written down, and the parts of the one that was open. That one
 * ends where they do, so that viewers miss nothing of what they saw begin.
 */
final class Legacy {
  private final String channel;
  private final Presentation told;
  private final Archive archive;

  Legacy(String channel, Presentation told, Archive archive) {
    this.channel = channel;
    this.told = told;
    this.archive = archive;
  }

  /** What was written down, and what was told beyond it. Never fails. */
  Future<Past> after(Past written) {
    List<Future<PastRendition>> all = written.renditions().stream().map(this::after).toList();
    return Future.join(all).map(_ -> written.with(all.stream().map(Future::result).toList()));
  }

  private Future<PastRendition> after(PastRendition written) {
    String id = written.rendition().id();
    Optional<RenditionView> view = told.view(id).filter(_ -> !SubtitleName.isOne(id));
    return view.map(seen -> after(written, seen)).orElseGet(() -> Future.succeededFuture(written));
  }

  private Future<PastRendition> after(PastRendition written, RenditionView seen) {
    List<Segment> whole = beyond(written, seen);
    Optional<Segment> open = ended(whole.isEmpty() ? written.segments() : whole, seen);
    return open.map(one -> archive.lacks(new RenditionName(channel, seen.rendition()), one))
        .orElseGet(() -> Future.succeededFuture(false))
        .map(lacks -> with(written, seen, lacks ? append(whole, open.orElseThrow()) : whole));
  }

  /** Those that come after what was written down, without a gap between their numbers. */
  private static List<Segment> beyond(PastRendition written, RenditionView seen) {
    if (written.segments().isEmpty()) {
      return seen.segments();
    }
    long next = written.segments().getLast().number() + 1;
    return seen.segment(next)
        .map(_ -> seen.segments().stream().filter(one -> one.number() >= next).toList())
        .orElse(List.of());
  }

  /** What was open, as far as it came: nobody may have it whole. */
  private static Optional<Segment> ended(List<Segment> before, RenditionView seen) {
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Segment last = before.getLast();
    return seen.open()
        .filter(one -> one.number() == last.number() + 1 && !one.discontinuity())
        .map(one -> one.whole(last.start().plus(last.duration())));
  }

  private static List<Segment> append(List<Segment> whole, Segment last) {
    return Stream.concat(whole.stream(), Stream.of(last)).toList();
  }

  /** As far as they are held in memory. */
  private static PastRendition with(
      PastRendition written, RenditionView seen, List<Segment> beyond) {
    List<Segment> held = new ArrayList<>();
    for (Segment segment : beyond) {
      Optional<Segment> again = segment.again();
      if (again.isEmpty()) {
        break;
      }
      held.add(again.get());
    }
    boolean first = written.segments().isEmpty() && !held.isEmpty();
    return new PastRendition(
        written.rendition(),
        written.segments(),
        first ? seen.discontinuitySequence() : written.discontinuitySequence(),
        held);
  }
}
