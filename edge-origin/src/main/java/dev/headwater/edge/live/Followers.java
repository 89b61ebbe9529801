package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.timeline.Rendition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The nodes that follow a channel which media comes to here. Confined to the channel. */
final class Followers {
  private final Presentation presentation;
  private final Map<String, Rendition> declared = new ConcurrentHashMap<>();
  private final List<Following> all = new ArrayList<>();

  Followers(Presentation presentation) {
    this.presentation = presentation;
  }

  /** The connection of one node. Confined to its event loop, but for {@link #execute}. */
  interface Sink {
    /** Does something on its event loop. */
    void execute(Runnable task);

    /** Whether nothing more can be told for now. */
    boolean isFull();

    /** Told when it isn't full any more. */
    void whenDrained(Runnable then);

    void tell(Frame frame);

    /**
     * Tells of something that has bytes beside it.
     *
     * @param sent run when these aren't needed any more
     */
    void tell(Frame frame, Runnable sent);

    /** What was told goes out now. */
    void flush();

    /** Nothing more comes. */
    void cut();
  }

  /** First it is told all that there is. */
  void add(Sink sink) {
    presentation.renditions().forEach(one -> declared.putIfAbsent(one.id(), one));
    Following following = new Following(presentation, declared, sink);
    all.add(following);
    following.begin();
  }

  void remove(Sink sink) {
    all.removeIf(following -> following.isFor(sink));
  }

  /** There is more of a rendition. */
  void published() {
    each(Following::wake);
  }

  /** A segment could not be written. */
  void unwritten(String rendition, long number) {
    each(following -> following.unwritten(rendition, number));
  }

  /** Segments come that an encoder declares like this. */
  void begun(Rendition rendition) {
    declared.put(rendition.id(), rendition);
  }

  void gone(String rendition) {
    declared.remove(rendition);
    each(following -> following.gone(rendition));
  }

  /** Tells that the channel is here, and goes on or doesn't. */
  void beat() {
    each(Following::beat);
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
