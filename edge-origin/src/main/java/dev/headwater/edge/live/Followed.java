package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.subtitles.SubtitleName;
import dev.headwater.edge.live.timeline.FollowedRendition;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Terms;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A channel as another node tells of it. Confined to an event loop, but for what is shown. */
final class Followed {
  private final Terms terms;
  private final Presentation presentation = new Presentation(Instant.EPOCH);
  private final Map<String, FollowedRendition> renditions = new HashMap<>();
  private final Map<String, Rendition> declared = new LinkedHashMap<>();
  private final Consumer<RenditionView> published;
  private boolean current;

  /**
   * @param published told of a rendition of which there is more than before
   */
  Followed(Terms terms, Consumer<RenditionView> published) {
    this.terms = terms;
    this.published = published;
  }

  Presentation presentation() {
    return presentation;
  }

  /** Whether all was told once. */
  boolean isCurrent() {
    return current;
  }

  /** All is told anew, perhaps by another node. */
  void restart() {
    current = false;
  }

  void apply(Frame frame) {
    switch (frame) {
      case Frame.Window(String id, long sequence) -> begin(id, sequence);
      case Frame.Begun(Rendition rendition, String epoch, Buffer header) ->
          begun(rendition, epoch, header);
      case Frame.NextPart part -> part(part);
      case Frame.Whole(String id, var segment) -> {
        rendition(id).whole(segment);
        show(id);
      }
      case Frame.Unwritten(String id, long number) -> {
        rendition(id).unwritten(number);
        show(id);
      }
      case Frame.Ended(String id) -> {
        rendition(id).end();
        show(id);
      }
      case Frame.Gone(String id) -> gone(id);
      case Frame.Current(Instant lastMedia, boolean over) -> current(lastMedia, over);
    }
  }

  private void begin(String id, long sequence) {
    FollowedRendition before =
        renditions.put(id, new FollowedRendition(id, terms(id), sequence, new Shown(presentation)));
    if (before != null) {
      before.close();
    }
  }

  private Terms terms(String id) {
    return SubtitleName.isOne(id) ? terms.withoutParts() : terms;
  }

  private FollowedRendition rendition(String id) {
    FollowedRendition known = renditions.get(id);
    if (known == null) {
      throw new IllegalArgumentException("nothing was said of the rendition " + id);
    }
    return known;
  }

  private void begun(Rendition rendition, String epoch, Buffer header) {
    declared.put(rendition.id(), rendition);
    presentation.offers(declared.values());
    FollowedRendition known = rendition(rendition.id());
    if (header.length() == 0) {
      known.begun(epoch);
      return;
    }
    MediaBytes bytes = known.begun(epoch, bytes(header));
    presentation.begun(rendition.id(), epoch, bytes);
  }

  private void part(Frame.NextPart part) {
    FollowedRendition known = rendition(part.rendition());
    Frame.Opened of = part.segment();
    known.open(of.number(), of.epoch(), of.at(), of.discontinuity());
    known.expect(of.expected());
    known.part(part.duration(), part.independent(), bytes(part.bytes()));
    show(part.rendition());
  }

  private static ByteBuffer bytes(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf().nioBuffer();
  }

  private void gone(String id) {
    FollowedRendition known = renditions.remove(id);
    declared.remove(id);
    presentation.offers(declared.values());
    presentation.gone(id);
    if (known != null) {
      known.close();
    }
  }

  private void current(Instant lastMedia, boolean over) {
    presentation.heard(lastMedia);
    if (over) {
      presentation.ended();
    }
    if (!current) {
      current = true;
      renditions.keySet().stream().toList().forEach(this::show);
    }
  }

  /** What comes before all was told isn't shown: viewers would see the past as the present. */
  private void show(String id) {
    if (current) {
      RenditionView view = rendition(id).view();
      presentation.published(view);
      published.accept(view);
    }
  }

  /** Gives up all bytes. */
  void close() {
    presentation.clear();
    renditions.values().forEach(FollowedRendition::close);
    renditions.clear();
  }
}
