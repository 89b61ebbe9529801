package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.subtitles.SubtitleName;
import dev.headwater.edge.live.timeline.FollowedRendition;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A channel as another node tells of it. What is told anew takes the place of what is shown,
 * rendition by rendition, once all was told and it goes as far: playlists never go back. Confined
 * to an event loop, but for what is shown.
 */
final class Followed {
  private final Terms terms;
  private final Presentation presentation = new Presentation(Instant.EPOCH);
  private final Map<String, FollowedRendition> told = new HashMap<>(); // this time
  private final Map<String, FollowedRendition> shown = new HashMap<>(); // perhaps of before
  private final Map<String, Rendition> declared = new LinkedHashMap<>();
  private final Consumer<RenditionView> published;
  private boolean current;
  private boolean over;

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
    List.copyOf(told.keySet()).forEach(this::forget);
  }

  /** Fails with IllegalArgumentException where a frame doesn't follow on those before. */
  void apply(Frame frame) {
    switch (frame) {
      case Frame.Window(String id, long sequence) -> begin(id, sequence);
      case Frame.Begun(Rendition rendition, String epoch, Buffer header) ->
          begun(rendition, epoch, header);
      case Frame.NextPart part -> part(part);
      case Frame.Whole(String id, Segment segment) -> whole(id, segment);
      case Frame.Unwritten(String id, long number) -> {
        rendition(id).unwritten(number);
        show(id);
      }
      case Frame.Ended(String id) -> {
        rendition(id).end();
        show(id);
      }
      case Frame.Gone(String id) -> {
        forget(id);
        hide(id);
      }
      case Frame.Current(Instant lastMedia, boolean isOver) -> current(lastMedia, isOver);
    }
  }

  private void begin(String id, long sequence) {
    forget(id);
    told.put(id, new FollowedRendition(id, terms(id), sequence, new Shown(presentation)));
  }

  private Terms terms(String id) {
    return SubtitleName.isOne(id) ? terms.withoutParts() : terms;
  }

  private FollowedRendition rendition(String id) {
    FollowedRendition known = told.get(id);
    if (known == null) {
      throw new IllegalArgumentException("nothing was said of the rendition " + id);
    }
    return known;
  }

  private void begun(Rendition rendition, String epoch, Buffer header) {
    FollowedRendition known = rendition(rendition.id());
    declared.put(rendition.id(), rendition);
    Optional<MediaBytes> bytes =
        header.length() == 0
            ? known.begun(epoch, before(known, rendition.id()))
            : Optional.of(known.begun(epoch, bytes(header)));
    if (isShown(known, rendition.id())) {
      bytes.ifPresent(one -> presentation.begun(rendition.id(), epoch, one));
    }
    if (current) {
      presentation.offers(declared.values());
    }
  }

  private void part(Frame.NextPart part) {
    FollowedRendition known = rendition(part.rendition());
    Frame.Opened of = part.segment();
    known.open(of.number(), of.epoch(), of.at(), of.discontinuity());
    known.expect(of.expected());
    known.part(
        part.index(),
        part.duration(),
        part.independent(),
        bytes(part.bytes()),
        before(known, part.rendition()));
    show(part.rendition());
  }

  /** What is shown, which may hold what is told again. */
  private FollowedRendition before(FollowedRendition known, String id) {
    return shown.getOrDefault(id, known);
  }

  private static ByteBuffer bytes(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf().nioBuffer();
  }

  private void whole(String id, Segment segment) {
    FollowedRendition known = rendition(id);
    known.told(segment);
    if (current) {
      known.shorten();
    }
    show(id);
  }

  private void current(Instant lastMedia, boolean isOver) {
    over = isOver;
    presentation.heard(lastMedia);
    if (over) {
      presentation.ended();
    }
    if (!current) {
      current = true;
      told.values().forEach(FollowedRendition::shorten);
    }
    told.forEach((id, one) -> {
      if (!isShown(one, id)) {
        show(id);
      }
    });
    hideOthers();
    presentation.offers(declared.values());
  }

  /** What isn't told any more has left, once something of what is goes as far as before. */
  private void hideOthers() {
    if (over || told.entrySet().stream().anyMatch(one -> isShown(one.getValue(), one.getKey()))) {
      List.copyOf(declared.keySet()).forEach(this::hideUnlessTold);
      List.copyOf(shown.keySet()).forEach(this::hideUnlessTold);
    }
  }

  private void hideUnlessTold(String id) {
    if (!told.containsKey(id)) {
      hide(id);
    }
  }

  private boolean isShown(FollowedRendition one, String id) {
    return shown.get(id) == one;
  }

  /** What comes before all was told isn't shown: viewers would see the past as the present. */
  private void show(String id) {
    if (current) {
      FollowedRendition next = rendition(id);
      FollowedRendition before = before(next, id);
      RenditionView view = next.view();
      if (before == next || over || view.goesAsFarAs(before.view())) {
        show(id, next, view);
      }
    }
  }

  private void show(String id, FollowedRendition next, RenditionView view) {
    FollowedRendition before = shown.put(id, next);
    if (before != next) {
      next.headers().forEach((epoch, bytes) -> presentation.begun(id, epoch, bytes));
    }
    presentation.published(view);
    if (before != null && before != next) {
      giveUp(id, before, next);
    }
    published.accept(view);
  }

  private void giveUp(String id, FollowedRendition before, FollowedRendition next) {
    before.headers().keySet().stream()
        .filter(epoch -> !next.headers().containsKey(epoch))
        .forEach(epoch -> presentation.forgotten(id, epoch));
    before.close();
  }

  private void hide(String id) {
    declared.remove(id);
    presentation.offers(declared.values());
    presentation.gone(id);
    FollowedRendition one = shown.remove(id);
    if (one != null) {
      one.close();
    }
  }

  /** What was told of it is void; what is shown stays. */
  private void forget(String id) {
    FollowedRendition one = told.remove(id);
    if (one != null && !isShown(one, id)) {
      one.close();
    }
  }

  /** Gives up all bytes. */
  void close() {
    presentation.clear();
    told.values().forEach(FollowedRendition::close);
    shown.values().forEach(FollowedRendition::close);
    told.clear();
    shown.clear();
  }
}
