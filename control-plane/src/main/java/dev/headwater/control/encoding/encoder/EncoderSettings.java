package dev.headwater.control.encoding.encoder;

import java.util.List;
import java.util.Map;

/**
 * The programs that encode, and how. Immutable.
 *
 * @param environment variables to set when running them
 * @param preset of libx264
 * @param threads of each encoder
 */
public record EncoderSettings(
    String ffmpeg, String ffprobe, Map<String, String> environment, String preset, int threads) {
  /** Those of libx264, from the cheapest; slower ones don't keep up with a live source. */
  public static final List<String> PRESETS =
      List.of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium");

  public EncoderSettings {
    environment = Map.copyOf(environment);
  }
}
