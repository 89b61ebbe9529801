package dev.headwater.edge.live;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which track what an encoder sends is of, by the name it gives it below the channel: one object
 * for a whole track, as the DASH-IF live media ingest protocol's interface 1 has it, or one for
 * each segment, as interface 2 and the encoders of HLS and DASH have it.
 */
final class TrackName {
  /** Interface 1, section 6.2: {@code Streams(video1.cmfv)}. */
  private static final Pattern STREAMS = Pattern.compile("Streams\\((.*)\\)");

  /** {@code init.mp4}, {@code init-stream0.m4s}, {@code stream0-init.mp4}. */
  private static final Pattern HEADER =
      Pattern.compile("(?:init|header)(?:[-_](.+))?|(.+)[-_](?:init|header)");

  /** {@code 12.m4s}, {@code chunk-stream0-00012.m4s}, {@code data012.m4s}. */
  private static final Pattern SEGMENT =
      Pattern.compile("(?:(?:chunk|segment|seg|data|media|frag)[-_]?)?(?:(.+)[-_])?[0-9]+");

  private static final int LONGEST = 64;

  private TrackName() {}

  /**
   * Made of letters, digits, '-' and '_', so that it can stand in URLs.
   *
   * @param path below the channel, such as {@code 720p/init.mp4}
   */
  static String of(String path) {
    Matcher streams = STREAMS.matcher(path);
    String name = streams.find() ? streams.group(1) : path;
    int slash = name.lastIndexOf('/');
    String folder = slash < 0 ? "" : name.substring(0, slash);
    String file = name.substring(slash + 1);
    int dot = file.lastIndexOf('.');
    String stem = dot < 0 ? file : file.substring(0, dot);
    String track = isWhole(file) ? stem : ofObject(stem);
    if (!folder.isEmpty() && isNumber(track)) {
      track = ""; // as ffmpeg counts headers of HLS, each of which has a folder of its own
    }
    String joined = folder.isEmpty() || track.isEmpty() ? folder + track : folder + "-" + track;
    String safe = joined.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
    String id = safe.substring(0, Math.min(safe.length(), LONGEST));
    return id.isEmpty() ? "main" : id;
  }

  /**
   * Of a file of subtitles: ffmpeg puts the number of a segment right behind the name.
   *
   * @param path below the channel, such as {@code 0/index12.vtt}
   */
  static String ofSubtitles(String path) {
    return of(path.replaceFirst("[-_.]?[0-9]+(?=\\.[^./]*$)", ""));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
  }

  /** By the extensions of CMAF track files: ISO/IEC 23000-19, section 7.3.3.2. */
  private static boolean isWhole(String file) {
    return file.endsWith(".cmfv") || file.endsWith(".cmfa") || file.endsWith(".cmft");
  }

  private static String ofObject(String stem) {
    Matcher header = HEADER.matcher(stem);
    if (header.matches()) {
      return header.group(1) != null
          ? header.group(1)
          : header.group(2) == null ? "" : header.group(2);
    }
    Matcher segment = SEGMENT.matcher(stem);
    if (segment.matches()) {
      return segment.group(1) == null ? "" : segment.group(1);
    }
    return stem;
  }
}
