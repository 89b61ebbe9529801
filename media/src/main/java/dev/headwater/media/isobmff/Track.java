package dev.headwater.media.isobmff;

import dev.headwater.media.Resolution;
import java.util.Optional;

/** A track as its initialization section declares it. Immutable. */
public sealed interface Track {
  /** Its {@code track_ID}, unique in its file, at least 1. */
  long id();

  /** Ticks a second of its media clock, at least 1. */
  long timescale();

  /** What its samples are unless a fragment says otherwise. */
  SampleDefaults defaults();

  /** A track that is shown, heard or read, with the codec that a player must have for it. */
  sealed interface Coded extends Track {
    /** RFC 6381, section 3.3: {@code avc1.64001f}, {@code mp4a.40.2}. */
    String codec();
  }

  /**
   * Pictures.
   *
   * @param resolution size of the coded pictures after cropping
   */
  record Video(
      long id, long timescale, SampleDefaults defaults, String codec, Resolution resolution)
      implements Coded {}

  /**
   * Sound.
   *
   * @param language of what is spoken, as RFC 5646 has it; empty where it isn't said
   */
  record Audio(
      long id,
      long timescale,
      SampleDefaults defaults,
      String codec,
      int sampleRateHz,
      int channels,
      Optional<String> language)
      implements Coded {}

  /**
   * Subtitles, as WebVTT (ISO/IEC 14496-30, section 7.5).
   *
   * @param language as RFC 5646 has it; empty where it isn't said
   */
  record Text(
      long id, long timescale, SampleDefaults defaults, String codec, Optional<String> language)
      implements Coded {
    /** Of the sample entry. */
    public static final String WEB_VTT = "wvtt";
  }

  /**
   * Anything else: other text, metadata, hints.
   *
   * @param handler its handler type, four characters
   */
  record Other(long id, long timescale, SampleDefaults defaults, String handler) implements Track {}
}
