package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The nodes that follow a channel which media comes to here. Confined to the channel. */
final class Followers {
  private final Presentation presentation;
  private final Map<String, Rendition> declared = new HashMap<>();
  private final List<Following> all = new ArrayList<>();

  Followers(Presentation presentation) {
    this.presentation = presentation;
  }

  /** Where one node is told of things. */
  interface Sink {
    void tell(Frame frame);

    /** Nothing more comes. */
    void cut();
  }

  /** First it is told all that there is. */
  void add(Sink sink) {
    presentation.renditions().forEach(one -> declared.putIfAbsent(one.id(), one));
    Following following = new Following(presentation, declared, sink);
    all.add(following);
    following.catchUp();
  }

  void remove(Sink sink) {
    all.removeIf(following -> following.isFor(sink));
  }

  void published(RenditionView view) {
    each(following -> following.published(view));
  }

  /** A segment could not be written. */
  void unwritten(String rendition, long number) {
    Frame frame = new Frame.Unwritten(rendition, number);
    each(following -> following.tell(frame));
  }

  /** Segments come that an encoder declares like this. */
  void begun(Rendition rendition) {
    declared.put(rendition.id(), rendition);
  }

  void gone(String rendition) {
    declared.remove(rendition);
    each(following -> following.gone(rendition));
  }

  /** Tells that the channel goes on, or doesn't. */
  void current(Instant lastMedia, boolean over) {
    Frame frame = new Frame.Current(lastMedia, over);
    each(following -> following.tell(frame));
  }

  void close() {
    each(Following::cut);
    all.clear();
  }

  /** One that is cut off meanwhile leaves the list. */
  private void each(Consumer<Following> step) {
    List.copyOf(all).forEach(step);
  }
}
