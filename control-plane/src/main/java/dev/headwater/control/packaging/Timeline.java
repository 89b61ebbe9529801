package dev.headwater.control.packaging;

import java.util.Optional;

/**
 * Puts a source's tracks on one media timeline that begins at zero. The first frame is shown at
 * zero, and sound that came before it is cut off, as long as that is little: a constant offset of
 * the file's clock must not cost or add a frame. Where sound leads by more, the first frame stands
 * still until its time comes. Immutable.
 *
 * @param holdFirstFrame whether the video is filled from zero instead of moved to zero
 * @param audioShiftSeconds how much earlier the audio is put, on ffmpeg's clock, which begins with
 *     the earliest track
 */
record Timeline(boolean holdFirstFrame, double audioShiftSeconds) {
  /** Encoders and containers make leads of this size; nobody says a word within it. */
  private static final double SMALL_LEAD_SECONDS = 0.5;

  static Timeline of(SourceMedia source) {
    Optional<Double> lead =
        source.video().map(video -> video.startSeconds() - source.startSeconds());
    boolean hold = lead.orElse(0.0) > SMALL_LEAD_SECONDS;
    return new Timeline(hold, hold ? 0 : Math.max(0, lead.orElse(0.0)));
  }
}
