package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.SubtitleName;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node that goes on with another one's channel was told of it before: the last segments with
 * their bytes, which the other one may not have written, nor written down, and the parts of the one
 * that was open. That one ends where they do, so that viewers miss nothing of what they saw begin.
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

  /**
   * What was written down, and what was told beyond it, with the bytes that are in memory. Never
   * fails.
   *
   * @param written {@link Past#NONE} where nothing is known of that
   */
  Future<Past> after(Past written) {
    List<Future<PastRendition>> all = renditions(written).map(this::after).toList();
    return Future.join(all)
        .map(_ -> {
          List<PastRendition> renditions = all.stream().map(Future::result).toList();
          long sequence =
              renditions.stream().mapToLong(PastRendition::discontinuitySequence).min().orElse(0);
          return new Past(
              Math.max(written.nextNumber(), told.nextNumber()),
              Math.max(written.discontinuitySequence(), sequence),
              renditions);
        });
  }

  /** Also those that nothing was written down of; subtitles begin anew then. */
  private Stream<PastRendition> renditions(Past written) {
    Set<String> known =
        written.renditions().stream().map(one -> one.rendition().id()).collect(Collectors.toSet());
    return Stream.concat(
        written.renditions().stream(),
        told.renditions().stream()
            .filter(one -> !known.contains(one.id()) && !SubtitleName.isOne(one.id()))
            .map(one -> new PastRendition(one, List.of(), 0)));
  }

  private Future<PastRendition> after(PastRendition written) {
    String id = written.rendition().id();
    Optional<RenditionView> view = told.view(id).filter(_ -> !SubtitleName.isOne(id));
    return view.map(seen -> after(joined(written, seen), seen))
        .orElseGet(() -> Future.succeededFuture(written));
  }

  private Future<PastRendition> after(PastRendition joined, RenditionView seen) {
    return ended(joined.all(), seen)
        .map(open ->
            archive
                .lacks(new RenditionName(channel, seen.rendition()), open)
                .map(lacks -> lacks ? with(joined, open) : joined))
        .orElseGet(() -> Future.succeededFuture(joined))
        .map(all -> withBytes(all, seen));
  }

  /** What was written down, and what was told before and after it; else what was told last. */
  private static PastRendition joined(PastRendition written, RenditionView seen) {
    List<Segment> known = written.segments();
    long next = known.isEmpty() ? 0 : known.getLast().number() + 1;
    if (known.isEmpty() || oldest(seen) > next) {
      return new PastRendition(
          written.rendition(), List.of(), seen.discontinuitySequence(), seen.segments());
    }
    long first = known.getFirst().number();
    boolean older = seen.segment(first - 1).isPresent();
    List<Segment> before = older ? numbered(seen, 0, first) : List.of();
    return new PastRendition(
        written.rendition(),
        Stream.concat(before.stream(), known.stream()).toList(),
        older ? seen.discontinuitySequence() : written.discontinuitySequence(),
        numbered(seen, next, Long.MAX_VALUE));
  }

  private static long oldest(RenditionView seen) {
    return seen.segments().isEmpty() ? -1 : seen.segments().getFirst().number();
  }

  private static List<Segment> numbered(RenditionView seen, long from, long to) {
    return seen.segments().stream()
        .filter(one -> one.number() >= from && one.number() < to)
        .toList();
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

  private static PastRendition with(PastRendition joined, Segment open) {
    return new PastRendition(
        joined.rendition(),
        joined.segments(),
        joined.discontinuitySequence(),
        Stream.concat(joined.unwritten().stream(), Stream.of(open)).toList());
  }

  /** As far as they are in memory; of an open one, those parts are all that there is. */
  private static PastRendition withBytes(PastRendition all, RenditionView seen) {
    return new PastRendition(
        all.rendition(),
        all.segments().stream().map(one -> withBytes(one, seen)).toList(),
        all.discontinuitySequence(),
        all.unwritten().stream().map(Legacy::taken).toList());
  }

  private static Segment withBytes(Segment written, RenditionView seen) {
    return seen.segment(written.number())
        .filter(one -> one.epoch().equals(written.epoch()))
        .filter(one -> one.lengthBytes() == written.lengthBytes())
        .flatMap(Segment::again)
        .map(again -> written.withParts(again.parts()))
        .orElse(written);
  }

  /** What has left memory may be in the store. */
  private static Segment taken(Segment told) {
    return told.again().orElseGet(told::withoutBytes);
  }
}
