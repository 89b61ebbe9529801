package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node that follows a channel, and how far it was told of it. Confined to the channel. */
final class Following {
  private static final Buffer NOTHING = Buffer.buffer();

  private final Presentation presentation;
  private final Map<String, Rendition> declared;
  private final Followers.Sink sink;
  private final Map<String, Cursor> cursors = new HashMap<>();

  /** What is to be told next of a rendition. */
  private static final class Cursor {
    final String rendition;
    String epoch = "";
    long number;
    int part;
    boolean ended;

    Cursor(RenditionView view) {
      this.rendition = view.rendition();
      this.number = view.segments().isEmpty() ? 0 : view.segments().getFirst().number();
    }

    void goTo(long segment) {
      if (segment != number) {
        number = segment;
        part = 0;
      }
    }
  }

  /**
   * @param declared renditions by their names, the latest of each
   */
  Following(Presentation presentation, Map<String, Rendition> declared, Followers.Sink sink) {
    this.presentation = presentation;
    this.declared = declared;
    this.sink = sink;
  }

  boolean isFor(Followers.Sink other) {
    return sink.equals(other);
  }

  void tell(Frame frame) {
    sink.tell(frame);
  }

  void cut() {
    sink.cut();
  }

  /** All that there is. */
  void catchUp() {
    presentation.views().forEach(this::published);
    tell(new Frame.Current(presentation.lastMedia(), presentation.isOver()));
  }

  /** All that is new in it. */
  void published(RenditionView view) {
    Cursor cursor = cursors.computeIfAbsent(view.rendition(), _ -> begin(view));
    long next = cursor.number;
    List<Segment> segments = view.segments();
    int from = (int) segments.stream().takeWhile(segment -> segment.number() < next).count();
    segments.subList(from, segments.size()).forEach(segment -> whole(segment, cursor));
    view.open().ifPresent(open -> open(open, cursor));
    epoch(view.epoch(), cursor);
    if (view.ended() && !cursor.ended) {
      tell(new Frame.Ended(view.rendition()));
    }
    cursor.ended = view.ended();
  }

  private Cursor begin(RenditionView view) {
    tell(new Frame.Window(view.rendition(), view.discontinuitySequence()));
    return new Cursor(view);
  }

  /** Tells of one that comes now. */
  private void epoch(String epoch, Cursor cursor) {
    Rendition rendition = declared.get(cursor.rendition);
    if (rendition != null && !epoch.equals(cursor.epoch)) {
      cursor.epoch = epoch;
      Buffer header =
          presentation.header(cursor.rendition, epoch).flatMap(Following::bytes).orElse(NOTHING);
      tell(new Frame.Begun(rendition, epoch, header));
    }
  }

  private void whole(Segment segment, Cursor cursor) {
    epoch(segment.epoch(), cursor);
    cursor.goTo(segment.number());
    parts(
        new Frame.Opened(
            segment.number(),
            segment.epoch(),
            segment.at(),
            segment.discontinuity(),
            segment.duration()),
        segment.parts(),
        cursor);
    tell(new Frame.Whole(cursor.rendition, segment));
    cursor.goTo(segment.number() + 1);
  }

  private void open(RenditionView.Open open, Cursor cursor) {
    epoch(open.epoch(), cursor);
    cursor.goTo(open.number());
    parts(
        new Frame.Opened(
            open.number(), open.epoch(), open.at(), open.discontinuity(), open.expected()),
        open.parts(),
        cursor);
  }

  /** Bytes that have left memory meanwhile are in the store. */
  private void parts(Frame.Opened segment, List<Part> parts, Cursor cursor) {
    while (cursor.part < parts.size()) {
      Part part = parts.get(cursor.part++);
      bytes(part.bytes())
          .ifPresent(bytes ->
              tell(
                  new Frame.NextPart(
                      cursor.rendition, segment, part.duration(), part.independent(), bytes)));
    }
  }

  private static Optional<Buffer> bytes(MediaBytes media) {
    return media
        .share()
        .map(share -> {
          try {
            return Buffer.buffer(ByteBufUtil.getBytes(share));
          } finally {
            share.release();
          }
        });
  }

  void gone(String rendition) {
    cursors.remove(rendition);
    tell(new Frame.Gone(rendition));
  }
}
