package dev.headwater.control.packaging.subtitles;

import dev.headwater.media.packaging.MeasuredSegment;
import dev.headwater.media.webvtt.Cue;
import dev.headwater.media.webvtt.MalformedWebVttException;
import dev.headwater.media.webvtt.TimestampMap;
import dev.headwater.media.webvtt.WebVtt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a file of WebVTT into segments. A cue is in each segment during which it is shown, with the
 * same times there, by which players tell that it is the same (draft-pantos-hls-rfc8216bis, section
 * 3.1.4). Pure.
 */
public final class CutSubtitles {
  /** Counted in each segment that has them: a day of talk has fewer. */
  private static final int MOST_CUES = 200_000;

  /** ffmpeg writes those that are shown for no time, which WebVTT doesn't know. */
  private static final Pattern MOMENTS =
      Pattern.compile("(?m)^([0-9:.]+) --> \\1$.*?(?:\n\n|\\z)", Pattern.DOTALL);

  /** In characters, counted in each segment that has them. */
  private static final int MOST_TEXT = 64 << 20;

  private static final Pattern TIMES = Pattern.compile("([0-9:.]+) --> ([0-9:.]+)");

  private CutSubtitles() {}

  /** What is left of what a track may come to. */
  private static final class Room {
    private int cues = MOST_CUES;
    private int text = MOST_TEXT;

    void take(Cue cue) throws UnfitSubtitlesException {
      cues--;
      text -= cue.text().length();
      if (cues < 0 || text < 0) {
        throw new UnfitSubtitlesException(
            "there are more than %d of them, or of %d characters in all, or they are shown for too long"
                .formatted(MOST_CUES, MOST_TEXT));
      }
    }
  }

  /**
   * As many segments as the media has.
   *
   * @param whole a file in UTF-8
   * @param earlier how much earlier its cues are put
   * @param cuts the segments of the media that they are shown over, from 0 on
   */
  public static List<WebVtt> of(byte[] whole, Duration earlier, List<MeasuredSegment> cuts)
      throws UnfitSubtitlesException {
    WebVtt parsed = parse(whole);
    List<List<Cue>> shown = new ArrayList<>();
    cuts.forEach(_ -> shown.add(new ArrayList<>()));
    Room room = new Room();
    for (Cue cue : parsed.cues()) {
      Duration end = cue.end().minus(earlier);
      if (end.isPositive()) {
        Duration start = cue.start().minus(earlier);
        add(cue.at(start.isNegative() ? Duration.ZERO : start, end), cuts, shown, room);
      }
    }
    Optional<TimestampMap> map = Optional.of(TimestampMap.of(Duration.ZERO, Duration.ZERO));
    return shown.stream().map(cues -> new WebVtt(map, parsed.looks(), cues)).toList();
  }

  private static WebVtt parse(byte[] whole) throws UnfitSubtitlesException {
    String text = new String(whole, StandardCharsets.UTF_8).replace("\r\n", "\n");
    byte[] shown = MOMENTS.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8);
    try {
      return WebVtt.parse(ByteBuffer.wrap(shown));
    } catch (MalformedWebVttException e) {
      return parseLines(text, e);
    }
  }

  private static WebVtt parseLines(String text, MalformedWebVttException unfit)
      throws UnfitSubtitlesException {
    try {
      return WebVtt.parse(ByteBuffer.wrap(cuesAlone(text).getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedWebVttException _) {
      throw new UnfitSubtitlesException(String.valueOf(unfit.getMessage()));
    }
  }

  /**
   * Other formats have empty lines and arrows in the text of a cue, which ffmpeg writes as they
   * are: all lines between times and the next ones are the text here.
   */
  private static String cuesAlone(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() < 2 || !TIMES.matcher(lines.get(1)).matches()) {
      return text; // no cues after a header: it is something else
    }
    StringBuilder cues = new StringBuilder(lines.getFirst() + "\n");
    boolean isShown = false;
    for (String line : lines.subList(1, lines.size())) {
      Matcher times = TIMES.matcher(line);
      if (times.matches()) {
        isShown = !times.group(1).equals(times.group(2));
        cues.append(isShown ? "\n" + line + "\n" : "");
      } else if (isShown) {
        cues.append(line.replace("-->", "--&gt;")).append('\n');
      }
    }
    return cues.toString();
  }

  private static void add(Cue cue, List<MeasuredSegment> cuts, List<List<Cue>> shown, Room room)
      throws UnfitSubtitlesException {
    for (int n = first(cue, cuts); n < cuts.size() && begins(cuts.get(n), cue); n++) {
      room.take(cue);
      shown.get(n).add(cue);
    }
  }

  private static boolean begins(MeasuredSegment segment, Cue cue) {
    return segment.start().duration().compareTo(cue.end()) < 0;
  }

  /** The first segment that ends after it begins. */
  private static int first(Cue cue, List<MeasuredSegment> cuts) {
    int low = 0;
    int high = cuts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(cuts.get(middle)).compareTo(cue.start()) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static Duration end(MeasuredSegment segment) {
    return segment.start().duration().plus(segment.duration().duration());
  }
}
