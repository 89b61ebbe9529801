package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One node that follows a channel, and how far it was told of it. It is told what is new in the
 * latest views, as far as its connection takes it: who is slow is told less often, and misses bytes
 * that have left memory, but is owed nothing. Confined to the connection's event loop, but for
 * {@link #wake} and what comes after it.
 */
final class Following {
  /** What is said at one go: some milliseconds of an event loop that others need. */
  private static final int MOST_AT_ONCE = 500;

  private final Presentation presentation;
  private final Map<String, Rendition> declared;
  private final Followers.Sink sink;
  private final Map<String, Cursor> cursors = new HashMap<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private boolean beats = true; // it is to be told that all was said
  private int left;

  /** What is to be told next of a rendition. */
  private static final class Cursor {
    final String rendition;
    String epoch = "";
    long number;
    int part;
    boolean ended;

    Cursor(RenditionView view) {
      this.rendition = view.rendition();
      this.number = first(view);
    }

    private static long first(RenditionView view) {
      return view.segments().isEmpty() ? view.nextNumber() : view.segments().getFirst().number();
    }

    /** Whether nothing has left that wasn't told. */
    boolean goesOnIn(RenditionView view) {
      return first(view) <= number && number <= view.nextNumber();
    }

    List<Segment> rest(RenditionView view) {
      List<Segment> all = view.segments();
      return all.subList((int) Math.min(number - first(view), all.size()), all.size());
    }

    void goTo(long segment) {
      if (segment != number) {
        number = segment;
        part = 0;
      }
    }
  }

  /**
   * @param declared renditions by their names, the latest of each; thread-safe
   */
  Following(Presentation presentation, Map<String, Rendition> declared, Followers.Sink sink) {
    this.presentation = presentation;
    this.declared = declared;
    this.sink = sink;
  }

  boolean isFor(Followers.Sink other) {
    return sink.equals(other);
  }

  /** First all that there is. */
  void begin() {
    sink.execute(() -> {
      sink.whenDrained(this::goOn);
      goOn();
    });
  }

  /** Something is new. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      sink.execute(() -> {
        woken.set(false);
        goOn();
      });
    }
  }

  /** The channel is still here; said once all else is. */
  void beat() {
    sink.execute(() -> {
      beats = true;
      goOn();
    });
  }

  /** A segment could not be written; where it wasn't told yet, it says so itself. */
  void unwritten(String rendition, long number) {
    sink.execute(() -> {
      Cursor cursor = cursors.get(rendition);
      if (cursor != null && number < cursor.number) {
        tell(new Frame.Unwritten(rendition, number));
      }
      goOn();
    });
  }

  /** Nothing comes of a rendition any more. */
  void gone(String rendition) {
    sink.execute(() -> {
      if (cursors.remove(rendition) != null) {
        tell(new Frame.Gone(rendition));
      }
      goOn();
    });
  }

  void cut() {
    sink.execute(sink::cut);
  }

  private void goOn() {
    left = MOST_AT_ONCE;
    boolean all = presentation.views().stream().allMatch(this::published);
    if (all && beats && mayTell()) {
      beats = false;
      tell(new Frame.Current(presentation.lastMedia(), presentation.isOver()));
    }
    sink.flush();
    if (left <= 0) {
      sink.execute(this::goOn);
    }
  }

  private boolean mayTell() {
    return left > 0 && !sink.isFull();
  }

  private void tell(Frame frame) {
    left--;
    sink.tell(frame);
  }

  private void tell(Frame frame, ByteBuf share) {
    left--;
    sink.tell(frame, share::release);
  }

  /** Tells all that is new in it; false where that has to wait. */
  private boolean published(RenditionView view) {
    if (!mayTell()) {
      return false;
    }
    Cursor cursor = cursor(view);
    boolean all =
        cursor.rest(view).stream().allMatch(segment -> whole(segment, cursor))
            && view.open().filter(open -> !open(open, cursor)).isEmpty();
    if (all) {
      epoch(view.epoch(), cursor);
      if (view.ended() && !cursor.ended) {
        tell(new Frame.Ended(view.rendition()));
      }
      cursor.ended = view.ended();
    }
    return all;
  }

  private Cursor cursor(RenditionView view) {
    Cursor known = cursors.get(view.rendition());
    if (known != null && known.goesOnIn(view)) {
      return known;
    }
    tell(new Frame.Window(view.rendition(), view.discontinuitySequence()));
    Cursor first = new Cursor(view);
    cursors.put(view.rendition(), first);
    return first;
  }

  /** Tells of one that comes now. */
  private void epoch(String epoch, Cursor cursor) {
    Rendition rendition = declared.get(cursor.rendition);
    if (rendition == null || epoch.equals(cursor.epoch)) {
      return;
    }
    cursor.epoch = epoch;
    presentation
        .header(cursor.rendition, epoch)
        .flatMap(MediaBytes::share)
        .ifPresentOrElse(
            share -> tell(new Frame.Begun(rendition, epoch, buffer(share)), share),
            () -> tell(new Frame.Begun(rendition, epoch, Frame.NOTHING)));
  }

  private boolean whole(Segment segment, Cursor cursor) {
    epoch(segment.epoch(), cursor);
    cursor.goTo(segment.number());
    Frame.Opened opened =
        new Frame.Opened(
            segment.number(),
            segment.epoch(),
            segment.at(),
            segment.discontinuity(),
            segment.duration());
    if (!parts(opened, segment.parts(), cursor) || !mayTell()) {
      return false;
    }
    tell(new Frame.Whole(cursor.rendition, segment));
    cursor.goTo(segment.number() + 1);
    return true;
  }

  private boolean open(RenditionView.Open open, Cursor cursor) {
    epoch(open.epoch(), cursor);
    cursor.goTo(open.number());
    Frame.Opened opened =
        new Frame.Opened(
            open.number(), open.epoch(), open.at(), open.discontinuity(), open.expected());
    return parts(opened, open.parts(), cursor);
  }

  /** Where some have left memory, all that come after are of no use. */
  private boolean parts(Frame.Opened segment, List<Part> parts, Cursor cursor) {
    while (cursor.part < parts.size()) {
      if (!mayTell()) {
        return false;
      }
      Part part = parts.get(cursor.part);
      Optional<ByteBuf> share = part.bytes().share();
      share.ifPresent(bytes ->
          tell(
              new Frame.NextPart(
                  cursor.rendition,
                  segment,
                  part.index(),
                  part.duration(),
                  part.independent(),
                  buffer(bytes)),
              bytes));
      cursor.part = share.isPresent() ? cursor.part + 1 : parts.size();
    }
    return true;
  }

  /** Vert.x gives up what it has written, which is given up here. */
  private static Buffer buffer(ByteBuf share) {
    return BufferInternal.buffer(Unpooled.unreleasableBuffer(share));
  }
}
