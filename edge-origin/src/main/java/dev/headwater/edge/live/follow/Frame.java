package dev.headwater.edge.live.follow;

import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.Segment;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;

/** One thing that was published of a channel. Immutable, as long as nobody changes its bytes. */
public sealed interface Frame {
  Buffer NOTHING = Buffer.buffer();

  /** What goes beside what is said; mostly nothing. */
  default Buffer bytes() {
    return NOTHING;
  }

  /**
   * A rendition, from its oldest segment; what was said of it before is void.
   *
   * @param discontinuitySequence how many discontinuities were before that
   */
  record Window(String rendition, long discontinuitySequence) implements Frame {}

  /** Segments of an epoch come. */
  record Begun(Rendition rendition, String epoch, Buffer header) implements Frame {
    @Override
    public Buffer bytes() {
      return header;
    }
  }

  /**
   * The next part of a segment that isn't whole yet.
   *
   * @param index within its segment, from 0
   */
  record NextPart(
      String rendition,
      Opened segment,
      int index,
      Duration duration,
      boolean independent,
      Buffer bytes)
      implements Frame {}

  /**
   * The segment that a part is of.
   *
   * @param expected how long it will be, as far as that is known
   */
  record Opened(long number, String epoch, Instant at, boolean discontinuity, Duration expected) {}

  /**
   * A segment is whole, with those of its parts that came before; its bytes aren't here.
   *
   * @param segment the next one
   */
  record Whole(String rendition, Segment segment) implements Frame {}

  /** A segment that was whole will not be in the store. */
  record Unwritten(String rendition, long number) implements Frame {}

  /** Nothing is added to a rendition, until it begins anew. */
  record Ended(String rendition) implements Frame {}

  /** Nothing comes of a rendition any more. */
  record Gone(String rendition) implements Frame {}

  /**
   * All that there is was said; comes again and again.
   *
   * @param lastMedia when an encoder sent something
   * @param over whether the programme is over
   */
  record Current(Instant lastMedia, boolean over) implements Frame {}
}
