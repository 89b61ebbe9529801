package dev.headwater.standalone.endtoend;

import java.net.URI;
import java.time.Instant;
import java.util.OptionalDouble;

/** Something that plays a live stream in real time, from its start until it is closed. */
interface Player extends AutoCloseable {
  /** What there is to play with. */
  enum Kind {
    HLS_JS("hls.js", 3),
    SHAKA_HLS("shaka-hls", 3),
    SHAKA_DASH("shaka-dash"),
    FFMPEG("ffmpeg");

    private final String text;
    private final OptionalDouble latencySeconds;

    /** Knows parts. */
    Kind(String text, double latencySeconds) {
      this.text = text;
      this.latencySeconds = OptionalDouble.of(latencySeconds);
    }

    /** Plays whole segments, and says itself how far behind it stays. */
    Kind(String text) {
      this.text = text;
      this.latencySeconds = OptionalDouble.empty();
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
   * Begins to play.
   *
   * @param begun the date of the media's time 0
   */
  static Player start(Kind kind, URI hls, Instant begun, PlayerPages pages) {
    return kind == Kind.FFMPEG ? FfmpegPlayer.start(hls, begun) : pages.play(kind, hls);
  }
}
