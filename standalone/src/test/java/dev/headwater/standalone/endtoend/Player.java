package dev.headwater.standalone.endtoend;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** Something that plays a live stream in real time, from its start until it is closed. */
interface Player extends AutoCloseable {
  /** What there is to play with. */
  enum Kind {
    HLS_JS("hls.js", 3),

    /**
     * What it finds at first is all of the past that it ever keeps: to outlive a failure, enough.
     */
    SHAKA_HLS("shaka-hls", 3, Duration.ofSeconds(30)),
    SHAKA_DASH("shaka-dash"),
    FFMPEG("ffmpeg");

    private final String text;
    private final OptionalDouble latencySeconds;
    private final Duration past;

    /** Knows parts. */
    Kind(String text, double latencySeconds) {
      this(text, latencySeconds, Duration.ZERO);
    }

    Kind(String text, double latencySeconds, Duration past) {
      this.text = text;
      this.latencySeconds = OptionalDouble.of(latencySeconds);
      this.past = past;
    }

    /** Plays whole segments, and says itself how far behind it stays. */
    Kind(String text) {
      this.text = text;
      this.latencySeconds = OptionalDouble.empty();
      this.past = Duration.ZERO;
    }

    /** How far behind the clock it is at most, where it knows parts. */
    OptionalDouble latencySeconds() {
      return latencySeconds;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** What was seen up to now. */
  Figures figures();

  @Override
  void close();

  /**
   * Plays, as soon as the channel has been on the air for as long as the player needs.
   *
   * @param begun the date of the media's time 0
   */
  static Player start(Kind kind, URI hls, Instant begun, PlayerPages pages) {
    Await.that(
        "a past for " + kind,
        kind.past.plusSeconds(1),
        () -> begun.plus(kind.past).isBefore(Instant.now()));
    return kind == Kind.FFMPEG ? FfmpegPlayer.start(hls, begun) : pages.play(kind, hls);
  }
}
