package dev.headwater.edge.live;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.platform.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of a request for something live. */
public sealed interface LiveAnswer {
  /**
   * A playlist.
   *
   * @param lifetime in any cache, from now on
   * @param grows whether another one will take its place
   */
  record Playlist(LiveText text, Duration lifetime, boolean grows) implements LiveAnswer {
    /** One that grows. */
    Playlist(LiveText text, Duration lifetime) {
      this(text, lifetime, true);
    }

    /** Its lifetime where policies allow so much for what grows. */
    public Duration lifetime(Duration allowed) {
      return grows && lifetime.compareTo(allowed) > 0 ? allowed : lifetime;
    }
  }

  /**
   * Media that is held in memory, one piece after the other; its bytes may be gone meanwhile.
   *
   * @param cmsd what is said of it (CTA-5006)
   */
  record Media(List<MediaBytes> pieces, String cmsd) implements LiveAnswer {}

  /**
   * It comes with a place of a rendition.
   *
   * @param then the answer once it is reached, or the time to wait for it is over
   */
  record Held(
      RenditionName rendition,
      Waiting.Place place,
      Duration limit,
      Function<Optional<RenditionView>, LiveAnswer> then)
      implements LiveAnswer {}

  /**
   * Nothing comes to the channel, but something may have come before.
   *
   * @param then the answer once it is known what the store remembers
   */
  record Recalled(Channel channel, Function<Optional<Presentation>, LiveAnswer> then)
      implements LiveAnswer {}

  /**
   * It isn't held here: the store may have it.
   *
   * @param absence what it means that the store hasn't it; empty: that it never was there
   */
  record Elsewhere(Optional<Failure> absence) implements LiveAnswer {}

  record Refused(Failure failure) implements LiveAnswer {}
}
