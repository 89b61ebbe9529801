package dev.headwater.edge.live;

import java.util.function.Consumer;

/** A request with media of a track, kept until it is known which node takes it. */
interface MediaUpload {
  /** The channel is here. */
  void begin(LiveChannel channel);

  /** It is for another node: what came so far, and what is still to come. */
  void passOn(Consumer<TrackStream.Content> to);

  /** Nobody takes it. */
  void giveUp();
}
